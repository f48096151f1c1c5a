package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.files.Sha256;
import org.saehdbw.merging.jobs.DrawnClip;
import org.saehdbw.processes.ChildJvm;
import org.saehdbw.processes.ChildStart;
import org.saehdbw.testing.Amount;
import org.saehdbw.testing.Await;
import org.saehdbw.testing.TinyModel;

/** The command merge: killed and given again, and given wrongly. */
class MergeCommandIT {
  private static final int FRAMES = 16;

  @TempDir private Path root;
  private String run;
  private String frames;
  private String faces;

  @BeforeEach
  void draw() throws Exception {
    run = TinyModel.pretrained(TinyModel.SMALLEST, root.resolve("runs")).path().toString();
    frames = DrawnClip.frames(root.resolve("frames"), FRAMES).toString();
    List<Integer> all = IntStream.range(0, FRAMES).boxed().toList();
    faces = DrawnClip.faces(root.resolve("faces"), all).toString();
  }

  private List<String> words(Path out) {
    return List.of(
        "merge",
        run,
        "--frames",
        frames,
        "--faces",
        faces,
        "--out",
        out.toString(),
        "--set",
        "mask_mode=dst",
        "--set",
        "mode=seamless",
        "--threads",
        "1");
  }

  private static int lines(Path ledger) throws IOException {
    return Files.exists(ledger) ? Files.readAllLines(ledger).size() : 0;
  }

  private static Map<String, String> hashes(Path folder) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        hashes.put(file.getFileName().toString(), Sha256.hex(Files.readAllBytes(file)));
      }
    }
    return hashes;
  }

  @Test
  void killedItEndsAsIfNothingHadBeen() throws Exception {
    Path out = root.resolve("killed");
    Path ledger = out.resolve("ledger.jsonl");
    for (int kill = 0; kill < Amount.of(1, 3); kill++) {
      int before = lines(ledger);
      Process merging =
          ChildStart.of(
                  ChildJvm.command(
                      List.of("-XX:TieredStopAtLevel=1"), Workbench.class.getName(), words(out)))
              .appendingTo(root.resolve("merge.log"))
              .start();
      try {
        Await.until("frames", () -> !merging.isAlive() || lines(ledger) > before);
        assertThat(lines(ledger)).as(Files.readString(root.resolve("merge.log"))).isPositive();
      } finally {
        merging.destroyForcibly().waitFor();
      }
    }
    int atKill = lines(ledger);
    assertThat(atKill).isLessThan(FRAMES);
    List<String> again = new ArrayList<>(words(out));
    again.add("--json");
    CommandRun rest = CommandRun.of(again.toArray(String[]::new));
    assertThat(rest.code()).as(rest.err()).isEqualTo(ExitCode.DONE);
    JsonNode data = rest.json();
    assertThat(data.at("/merged").asInt()).isEqualTo(FRAMES);
    assertThat(data.at("/frames_made").asInt()).isEqualTo(FRAMES - atKill);
    Path whole = root.resolve("whole");
    CommandRun undisturbed = CommandRun.of(words(whole).toArray(String[]::new));
    assertThat(undisturbed.code()).as(undisturbed.err()).isEqualTo(ExitCode.DONE);
    assertThat(undisturbed.out())
        .startsWith(
            "done: 16 frames merged, 0 without a face, 0 passed through, 0 not readable; 16")
        .endsWith("\nframes: " + whole.resolve("frames"));
    for (String folder : List.of("frames", "masks")) {
      assertThat(hashes(out.resolve(folder))).hasSize(FRAMES);
      assertThat(hashes(out.resolve(folder))).isEqualTo(hashes(whole.resolve(folder)));
    }
    theReportMeasuresIt(whole);
  }

  @Test
  void aProjectIsMerged() throws IOException {
    Path project = root.resolve("film.yaml");
    Path out = root.resolve("composed.mkv");
    Files.writeString(
        project,
        String.join(
            "\n",
            "frames: " + frames,
            "out: " + out,
            "models:",
            "  - run: " + run,
            "    faces: " + faces,
            "    settings: {mask_mode: dst, blur_mask_modifier: 10}"));
    CommandRun merged =
        CommandRun.of("merge", "--project", project.toString(), "--to", "3", "--json");
    assertThat(merged.code()).as(merged.err()).isEqualTo(ExitCode.DONE);
    assertThat(merged.json().at("/merged").asInt()).isEqualTo(3);
    assertThat(out).isRegularFile();
    Files.writeString(project, Files.readString(project).replace("out:", "outt:"));
    CommandRun wrong = CommandRun.of("merge", "--project", project.toString());
    assertThat(wrong.code()).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(wrong.err())
        .startsWith("workbench merge: unknown key 'outt' (film.yaml); nearest is out");
    CommandRun none = CommandRun.of("merge", "--project", root.resolve("no.yaml").toString());
    assertThat(none.code()).isEqualTo(ExitCode.FAILED);
    assertThat(none.err())
        .startsWith(
            "workbench merge: " + root.resolve("no.yaml") + ": cannot be read (not found); check");
  }

  private void theReportMeasuresIt(Path folder) throws IOException {
    CommandRun report = CommandRun.of("merge", "report", folder.toString(), "--json");
    assertThat(report.code()).as(report.err()).isEqualTo(ExitCode.DONE);
    JsonNode data = report.json();
    assertThat(data.at("/frames").asInt()).isEqualTo(FRAMES);
    assertThat(data.at("/worst")).hasSize(5);
    assertThat(data.at("/means/coverage").asDouble()).as("mask dst").isBetween(0.9, 1.0);
    assertThat(data.at("/means").fieldNames())
        .toIterable()
        .containsExactly("seam", "flicker", "brightness", "coverage", "jitter", "faceset_jitter");
    String page = Files.readString(folder.resolve("report.html"));
    assertThat(page)
        .startsWith("<!DOCTYPE html>")
        .contains("<title>Merge report: whole</title>", "16 frames with a drawn face")
        .contains("alt=\"chart: seam, seam (levels) against frame;")
        .doesNotContain("<script", "http://", "https://");
    assertThat(page.split("<figure>", -1)).as("the worst twenty at most").hasSize(FRAMES + 1);
    assertThat(Files.readAllLines(folder.resolve("report.csv"))).hasSize(FRAMES + 1);
    assertThat(CommandRun.of("merge", "report", folder.toString()).out())
        .startsWith("16 frames with a drawn face\n\nfigure")
        .endsWith("page: " + folder.resolve("report.html"));
    theMergedFacesAreComparedWithSrc(folder);
    Path other = Files.writeString(folder.resolve("letter.html"), "<p>keep me</p>");
    assertThat(CommandRun.of("merge", "report", folder.toString(), "--out", other.toString()).err())
        .startsWith(
            "workbench merge report: " + other + ": is not a merge report; give --out another");
    assertThat(CommandRun.of("merge", "report", folder.resolve("frames").toString()).err())
        .startsWith(
            "workbench merge report: "
                + folder.resolve("frames")
                + ": is not the folder of a merge, it has no job.yaml");
  }

  private void theMergedFacesAreComparedWithSrc(Path folder) throws IOException {
    String csv = Files.readString(folder.resolve("report.csv"));
    assertThat(csv.lines().findFirst()).get().asString().endsWith(",jitter,faceset_jitter");
    Path out = root.resolve("compared.html");
    CommandRun report =
        CommandRun.of(
            "merge",
            "report",
            folder.toString(),
            "--src",
            faces,
            "--out",
            out.toString(),
            "--json");
    assertThat(report.code()).as(report.err()).isEqualTo(ExitCode.DONE);
    JsonNode means = report.json().at("/means");
    for (String name : List.of("similarity_src", "similarity_dst")) {
      assertThat(means.at("/" + name).asDouble()).as(name).isBetween(-1.0, 1.0).isNotZero();
    }
    assertThat(means.at("/swap_identity_share").isNumber()).isTrue();
    assertThat(Files.readAllLines(root.resolve("compared.csv")))
        .hasSize(FRAMES + 1)
        .first()
        .asString()
        .endsWith(",faceset_jitter,similarity_src,similarity_dst,swap_identity_share");
    assertThat(Files.readString(out)).contains("alt=\"chart: similarity_src, ");
    Path none = root.resolve("none");
    CommandRun missing =
        CommandRun.of("merge", "report", folder.toString(), "--src", none.toString());
    assertThat(missing.code()).isEqualTo(ExitCode.FAILED);
    assertThat(missing.err()).startsWith("workbench merge report: ").contains(none.toString());
  }

  private void refused(String message, String... more) {
    List<String> all = new ArrayList<>(List.of("merge", run, "--faces", faces));
    all.addAll(List.of(more));
    CommandRun refusal = CommandRun.of(all.toArray(String[]::new));
    assertThat(refusal.code()).as(message).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(refusal.err()).startsWith("workbench merge: " + message);
  }

  @Test
  void wrongWordsAreNamed() {
    String out = root.resolve("out").toString();
    refused("give a RUN, --faces FACESET and --out OUT, or --project FILE", "--frames", frames);
    refused("give --frames FOLDER or --video FILM, one of them", "--out", out);
    refused(
        "give --frames FOLDER or --video FILM, one of them",
        "--out",
        out,
        "--frames",
        frames,
        "--video",
        "a.mp4");
    refused("--set must be KEY=VALUE, got mode", "--out", out, "--frames", frames, "--set", "mode");
    refused(
        "frames to leave out must be places such as 5,7-9, got 9-7",
        "--out",
        out,
        "--frames",
        frames,
        "--skip",
        "9-7");
    refused(
        "frames are counted from 1 and the last must not be before the first, got 5 to 4",
        "--out",
        out,
        "--frames",
        frames,
        "--from",
        "5",
        "--to",
        "4");
    refused(
        "a codec must be one of ffv1, prores, h264, vp9, got x264",
        "--out",
        out,
        "--frames",
        frames,
        "--codec",
        "x264");
    refused(
        "frames a second must be such as 25, 23.976 or 24000/1001, got fast",
        "--out",
        out,
        "--frames",
        frames,
        "--rate",
        "fast");
    refused(
        "--project says run, frames, faces, out and settings itself: give no RUN, --frames,"
            + " --video, --faces, --out, --set, --settings, --keep-colour or --page with it",
        "--project",
        "film.yaml");
    assertThat(root.resolve("out")).doesNotExist();
    CommandRun none =
        CommandRun.of("merge", run, "--faces", faces, "--out", out, "--video", frames + "/no.mp4");
    assertThat(none.code()).isEqualTo(ExitCode.FAILED);
    assertThat(none.err().strip())
        .isEqualTo("workbench merge: film not found: " + Path.of(frames, "no.mp4"));
  }
}
