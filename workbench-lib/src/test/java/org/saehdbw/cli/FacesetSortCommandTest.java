package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.packs.PackUnpacker;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.sources.Facesets;
import org.saehdbw.testing.TinyFaceset;

class FacesetSortCommandTest {
  private static final Path STORED = Path.of("src/test/resources/dflimg");

  @TempDir private Path parent;
  private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void drawsFaces() throws IOException, InterruptedException {
    folder = parent.resolve("faces");
    TinyFaceset.write(TinyFaceset.of(8, 64, 2), folder);
    Files.copy(STORED.resolve("no_metadata.jpg"), folder.resolve("holiday.jpg"));
  }

  private int sort(String... options) {
    return sort(folder.toString(), options);
  }

  private int sort(String faceset, String[] options) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] words = new String[3 + options.length];
    words[0] = "faceset";
    words[1] = "sort";
    words[2] = faceset;
    System.arraycopy(options, 0, words, 3, options.length);
    return Workbench.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
  }

  private List<String> names() throws Exception {
    return Facesets.open(folder, 1).entries().stream().map(Faceset.FaceEntry::name).toList();
  }

  @Test
  void writesAnOrderAndLeavesTheFilesAlone() throws Exception {
    List<String> before = names();
    assertThat(sort("--by", "yaw", "--json")).as(err.toString()).isEqualTo(ExitCode.DONE);
    JsonNode answer = new ObjectMapper().readTree(out.toString());
    assertThat(answer.get("method").asText()).isEqualTo("face-yaw");
    assertThat(answer.get("faces")).hasSize(8);
    assertThat(answer.at("/faces/0/metric").isDouble()).isTrue();
    assertThat(answer.at("/rejected/0/name").asText()).isEqualTo("holiday.jpg");
    assertThat(answer.get("applied").isNull()).isTrue();
    assertThat(answer.get("order").asText()).isEqualTo(folder.resolve("order.csv").toString());
    List<String> lines = Files.readAllLines(folder.resolve("order.csv"));
    assertThat(lines).hasSize(10);
    assertThat(lines.get(1)).startsWith("0," + answer.at("/faces/0/name").asText() + ",");
    assertThat(lines.get(9))
        .isEqualTo(",holiday.jpg,,\"no face data in it, it is a plain JPEG picture\"");
    assertThat(new ObjectMapper().readTree(folder.resolve("order.json").toFile()).get("tool"))
        .asString()
        .startsWith("\"workbench ");
    assertThat(names()).isEqualTo(before);
    assertThat(sort("--by", "yaw", "--strict")).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void renamesAndTakesItBack() throws Exception {
    List<String> before = names();
    assertThat(sort("--by=brightness", "--rename", "--rejected"))
        .as(err.toString())
        .isEqualTo(ExitCode.DONE);
    Path away = parent.resolve("faces_rejected");
    assertThat(out.toString())
        .startsWith("sorted 8 faces of faces by brightness, 1 rejected; the order is in ")
        .endsWith("renamed 8, moved 1 rejected to " + away + "; --undo reverts it\n");
    assertThat(names()).hasSize(8).startsWith("00000.jpg").endsWith("00007.jpg");
    assertThat(away.resolve("holiday.jpg")).exists();
    assertThat(sort("--undo")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .isEqualTo("gave 8 faces their old names and brought 1 rejected back\n");
    assertThat(names()).isEqualTo(before);
    assertThat(folder.resolve("holiday.jpg")).exists();
    assertThat(sort("--resume")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString())
        .isEqualTo("workbench faceset sort: no renaming of " + folder + " is unfinished\n");
  }

  @Test
  void rejectedGoWhereTheyAreSent() {
    Path away = parent.resolve("elsewhere");
    assertThat(sort("--by=black", "--rejected", away.toString())).isEqualTo(ExitCode.DONE);
    assertThat(away.resolve("holiday.jpg")).exists();
    assertThat(folder.resolve("000000_0.jpg")).exists();
  }

  @Test
  void namesTheNearestMethod() {
    assertThat(sort("--by", "motionblur")).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString())
        .isEqualTo(
            "workbench faceset sort: --by must be one of blur, motion-blur, face-yaw, face-pitch,"
                + " face-source-rect-size, hist, hist-dissim, brightness, hue, black, origname,"
                + " oneface, absdiff, final, final-fast; got motionblur, nearest is motion-blur\n");
  }

  @Test
  void needsToKnowWhatToDo() {
    assertThat(sort()).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString()).contains("give --by METHOD, --resume or --undo");
    assertThat(sort("--undo", "--rename")).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString())
        .contains("--undo and --resume stand alone, without --by and --rename");
    assertThat(sort("--by=final", "--target=20")).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString()).contains("target must be at least 65");
  }

  @Test
  void ofAPackTheOrderIsWrittenOnly() throws IOException {
    Files.copy(STORED.resolve("faceset_persons.pak"), folder.resolve("faceset.pak"));
    assertThat(sort("--by=blur")).as(err.toString()).isEqualTo(ExitCode.DONE);
    assertThat(folder.resolve("order.csv")).exists();
    assertThat(sort("--by=blur", "--rename")).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString())
        .isEqualTo(
            "workbench faceset sort: --rename and --rejected need faces in files of their own, and "
                + folder
                + " has none; \"faceset unpack\" makes files of them, and without the two options"
                + " the order is written\n");
  }

  @Test
  void personsAreRenamedOneByOne() throws Exception {
    Path people = parent.resolve("people");
    PackUnpacker.unpack(STORED.resolve("faceset_persons.pak"), people, done -> {});
    for (String option : List.of("--rename", "--rejected")) {
      String[] options = {"--by=blur", option};
      assertThat(sort(people.toString(), options)).isEqualTo(ExitCode.ASKED_WRONGLY);
      assertThat(err.toString())
          .isEqualTo(
              "workbench faceset sort: --rename and --rejected need the faces of one person, and "
                  + people
                  + " holds a folder for each; sort each person's folder by itself, such as "
                  + people.resolve("alice")
                  + "\n");
      assertThat(people.resolve("order.csv")).doesNotExist();
    }
    String[] one = {"--by=blur", "--rename"};
    assertThat(sort(people.resolve("alice").toString(), one)).as(err.toString()).isZero();
    assertThat(people.resolve("alice/00000.jpg")).exists();
  }

  @Test
  void anotherManifestIsSaidBeforeTheMeasuring() throws IOException {
    Path manifest = Files.writeString(folder.resolve("order.json"), "{}");
    assertThat(sort("--by=blur")).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString())
        .isEqualTo(
            "workbench faceset sort: "
                + manifest
                + " is another file and not an order of faces; it is kept, write the order"
                + " elsewhere\n");
  }

  @Test
  void aFullDiskIsOneLine() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "no /dev/full here");
    Files.createSymbolicLink(AtomicFile.aside(folder.resolve("order.csv")), full);
    assertThat(sort("--by=brightness")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString())
        .isEqualTo(
            "workbench faceset sort: "
                + folder.resolve("order.csv")
                + ": cannot be written (No space left on device); free space on this disk\n");
  }

  @Test
  void facesThatAreGoneAreCounted() throws IOException {
    assertThat(sort("--by=brightness", "--rename", "--rejected")).isEqualTo(ExitCode.DONE);
    Files.delete(parent.resolve("faces_rejected/holiday.jpg"));
    assertThat(sort("--undo")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .isEqualTo(
            "gave 8 faces their old names and brought 1 rejected back (1 of them are gone;"
                + " sort-journal-NNNN-undone.json keeps their names)\n");
  }

  @Test
  void drawnFacesNeedAPlaceForTheOrder() {
    String[] drawn = {"--by=hist"};
    assertThat(sort("drawn:5,size=64", drawn)).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString())
        .contains("drawn faces have no folder of their own; --out says where the order goes");
    Path order = parent.resolve("order");
    String[] placed = {"--by=hist", "--out=" + order};
    assertThat(sort("drawn:5,size=64", placed)).isEqualTo(ExitCode.DONE);
    assertThat(order.resolve("order.json")).exists();
  }

  @Test
  void missingFoldersAndFilesInTheWayAreNamed() throws IOException {
    Path none = parent.resolve("none");
    assertThat(sort(none.toString(), new String[] {"--by=hist"})).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).isEqualTo("workbench faceset sort: no such folder: " + none + "\n");
    assertThat(sort(none.toString(), new String[] {"--undo"})).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString())
        .isEqualTo("workbench faceset sort: no such file or folder: " + none + "\n");
    Path file = Files.writeString(parent.resolve("file"), "");
    assertThat(sort("--by=hist", "--out=" + file)).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString())
        .isEqualTo(
            "workbench faceset sort: a file of this name exists, choose another name: "
                + file
                + "\n");
  }

  @Test
  void longStagesSayHowFarTheyAre() {
    // 60 ms a face: five seconds are over after face 84.
    long[] clock = new long[1];
    ProgressLine progress =
        new ProgressLine(new PrintWriter(err, true), "", "", false, () -> clock[0], () -> 80);
    for (int i = 1; i <= 200; i++) {
      progress.at("measuring", i, 200);
      clock[0] += 60_000_000L;
    }
    assertThat(err.toString().lines())
        .containsExactly(
            "measuring: 85 of 200, 17/s, 7 s left", "measuring: 169 of 200, 17/s, 2 s left");
  }
}
