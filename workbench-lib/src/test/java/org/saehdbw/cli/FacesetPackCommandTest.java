package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FacesetPackCommandTest {
  private static final Path FIXTURES = Path.of("src/test/resources/dflimg");

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private void copy(String fixture, String name) throws IOException {
    Path target = folder.resolve(name);
    Files.createDirectories(target.getParent());
    Files.copy(FIXTURES.resolve(fixture), target);
  }

  private int run(String... words) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Workbench.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
  }

  private JsonNode answer() throws IOException {
    return new ObjectMapper().readTree(out.toString());
  }

  @Test
  void packsAndUnpacksAFolder() throws IOException {
    copy("wf_color_p3.jpg", "a.jpg");
    copy("mf_gray_p3.jpg", "b.jpg");
    copy("no_metadata.jpg", "holiday.jpg");
    Path pack = folder.resolve("faceset.pak");
    assertThat(run("faceset", "pack", folder.toString())).isEqualTo(ExitCode.DONE);
    assertThat(out.toString().lines().toList())
        .containsExactly(
            "left out holiday.jpg: no face data in it, it is a plain JPEG picture",
            "gray and colour mixed: 1 pictures have one channel and 1 three; DeepFaceLab's colour"
                + " program cannot read one-channel pictures, \"faceset resize --gray\" makes all"
                + " gray",
            String.format(
                Locale.ROOT,
                "packed 2 faces into %s, %d bytes; 1 pictures are left out",
                pack,
                Files.size(pack)));
    assertThat(run("faceset", "pack", folder.toString())).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString().strip())
        .isEqualTo(
            "workbench faceset pack: "
                + pack
                + " is there already; \"faceset unpack\" takes its files out, --force replaces it,"
                + " --out writes another file");
    assertThat(run("faceset", "pack", folder.toString(), "--force", "--delete-originals", "--json"))
        .isEqualTo(ExitCode.DONE);
    assertThat(answer().get("deleted").asInt()).isEqualTo(2);
    assertThat(answer().get("left_out").get(0).get("name").asText()).isEqualTo("holiday.jpg");
    assertThat(folder.resolve("a.jpg")).doesNotExist();
    assertThat(folder.resolve("holiday.jpg")).exists();
    // As after --delete-originals was stopped on its way: some faces are in the pack only.
    copy("mf_gray_p3.jpg", "b.jpg");
    assertThat(run("faceset", "pack", folder.toString(), "--force", "--delete-originals"))
        .isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString().strip())
        .isEqualTo(
            "workbench faceset pack: "
                + pack
                + ": the old pack holds a.jpg, which is not among the new faces; unpack it first,"
                + " or write elsewhere");
    Files.delete(folder.resolve("b.jpg"));

    assertThat(run("faceset", "unpack", folder.toString())).isEqualTo(ExitCode.DONE);
    assertThat(out.toString().strip())
        .isEqualTo(
            String.format(
                Locale.ROOT,
                "unpacked 2 files into %s, 0 were there already; the faceset.pak there counts"
                    + " before them until it is removed",
                folder));
    assertThat(run("faceset", "unpack", pack.toString(), "--delete-pack", "--json"))
        .isEqualTo(ExitCode.DONE);
    assertThat(answer().get("written").asInt()).isZero();
    assertThat(answer().get("there").asInt()).isEqualTo(2);
    assertThat(answer().get("pack_deleted").asBoolean()).isTrue();
    assertThat(pack).doesNotExist();
    assertThat(Files.readAllBytes(folder.resolve("b.jpg")))
        .isEqualTo(Files.readAllBytes(FIXTURES.resolve("mf_gray_p3.jpg")));
  }

  @Test
  void packsPersonsWhenAsked() throws IOException {
    copy("wf_color_p3.jpg", "people/ann/1.jpg");
    copy("mf_gray_p3.jpg", "people/bob/1.jpg");
    String people = folder.resolve("people").toString();
    Path pack = folder.resolve("both.pak");
    assertThat(run("faceset", "pack", people)).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString().strip())
        .isEqualTo(
            "workbench faceset pack: "
                + people
                + " has no faces of its own, its subfolders have 2: --persons packs them");
    assertThat(run("faceset", "pack", people, "--persons", "--out", pack.toString(), "--json"))
        .isEqualTo(ExitCode.DONE);
    assertThat(answer().get("persons")).hasToString("[\"ann\",\"bob\"]");
    assertThat(run("faceset", "info", pack.toString())).isEqualTo(ExitCode.DONE);
    assertThat(out.toString().lines().limit(3).toList())
        .isEqualTo(
            List.of("both: 2 faces", "bytes          26330", "persons        {ann=1, bob=1}"));
    Path again = folder.resolve("again");
    assertThat(run("faceset", "unpack", pack.toString(), "--out", again.toString()))
        .isEqualTo(ExitCode.DONE);
    assertThat(again.resolve("ann/1.jpg"))
        .hasSameBinaryContentAs(folder.resolve("people/ann/1.jpg"));
    assertThat(run("faceset", "pack", people, "--persons", "--out", folder.resolve("x.zip") + ""))
        .isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString().strip())
        .endsWith(
            "--out must be an existing folder or a file that ends in .pak, got "
                + folder.resolve("x.zip"));
  }

  @Test
  void savesAndRestoresFaceData() throws IOException {
    copy("wf_color_p3.jpg", "a.jpg");
    Path backup = folder.resolve("meta.dat");
    assertThat(run("faceset", "meta", "save", folder.toString())).isEqualTo(ExitCode.DONE);
    assertThat(out.toString().strip()).isEqualTo("saved the face data of 1 files in " + backup);
    assertThat(run("faceset", "meta", "save", folder.toString())).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString().strip())
        .isEqualTo(
            "workbench faceset meta save: " + backup + " is there already; --force replaces it");
    Files.delete(folder.resolve("a.jpg"));
    copy("no_metadata.jpg", "a.jpg");
    assertThat(run("faceset", "meta", "restore", folder.toString(), "--json"))
        .isEqualTo(ExitCode.DONE);
    assertThat(answer().get("restored").asInt()).isEqualTo(1);
    assertThat(run("faceset", "info", folder.toString())).isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).contains("face types     {whole_face=1}");
    Files.writeString(folder.resolve("a.jpg"), "broken");
    assertThat(run("faceset", "meta", "restore", folder.toString(), "--strict"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(out.toString().lines().toList())
        .containsExactly(
            "left as it is: a.jpg: not a JPEG file: it does not begin with FFD8",
            "restored 0 files, 0 of them scaled back; 0 were right already, 0 are not in the"
                + " backup, 0 are gone, 1 are bad");
  }

  @Test
  void everyToolSaysWhatIsMissing() {
    Path none = folder.resolve("none");
    assertThat(run("faceset", "pack", none.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString().strip()).isEqualTo("workbench faceset pack: no such folder: " + none);
    assertThat(run("faceset", "unpack", none.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString().strip()).isEqualTo("workbench faceset unpack: no such file: " + none);
    assertThat(run("faceset", "meta")).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString().strip())
        .isEqualTo(
            "workbench faceset meta: give save or restore (see workbench faceset meta --help)");
  }
}
