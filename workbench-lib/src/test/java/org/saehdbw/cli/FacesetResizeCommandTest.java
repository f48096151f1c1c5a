package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.faces.FaceType;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.sources.Facesets;
import org.saehdbw.testing.TinyFaceset;

class FacesetResizeCommandTest {
  @TempDir private Path root;
  private Path folder;
  private Path out;
  private final StringWriter printed = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @BeforeEach
  void drawsFaces() throws IOException, InterruptedException {
    folder = root.resolve("faces");
    out = root.resolve("out");
    TinyFaceset.write(TinyFaceset.of(5, 64), folder);
  }

  private int resize(String... options) {
    List<String> args = new ArrayList<>(List.of("faceset", "resize", folder.toString()));
    args.addAll(List.of(options));
    args.add("--out=" + out);
    printed.getBuffer().setLength(0);
    errors.getBuffer().setLength(0);
    return Workbench.run(
        new PrintWriter(printed, true), new PrintWriter(errors, true), args.toArray(new String[0]));
  }

  @Test
  void makesWhatItIsAskedForOnce() throws Exception {
    assertThat(resize("--size=48", "--face-type=f", "--gray", "--threads=1"))
        .isEqualTo(ExitCode.DONE);
    assertThat(printed.toString())
        .startsWith(out + ": 5 of 5 faces made in ")
        .endsWith(" faces/s)" + System.lineSeparator());
    assertThat(errors.toString()).isEmpty();
    Faceset made = Facesets.open(out, 1);
    assertThat(made.entries()).hasSize(5);
    for (Faceset.FaceEntry face : made.entries()) {
      assertThat(face.width()).isEqualTo(48);
      assertThat(face.channels()).isEqualTo(1);
      assertThat(face.metadata().faceType()).isEqualTo(FaceType.FULL);
    }
    assertThat(resize("--size=48", "--face-type=f", "--gray", "--json")).isEqualTo(ExitCode.DONE);
    JsonNode again = new ObjectMapper().readTree(printed.toString());
    assertThat(again.get("made").asInt()).isZero();
    assertThat(again.get("kept").asInt()).isEqualTo(5);
    assertThat(again.get("folder").asText()).isEqualTo(out.toString());
    assertThat(again.get("skipped")).isEmpty();
    assertThat(again.get("warnings")).isEmpty();
  }

  @Test
  void skippedFilesAreNamedAndCountWhenStrict() throws Exception {
    Files.writeString(folder.resolve("zebra.png"), "x");
    String line = "skipped zebra.png: only files whose names end in .jpg carry face data";
    assertThat(resize("--channel=g")).isEqualTo(ExitCode.DONE);
    assertThat(printed.toString()).contains(", 1 skipped").endsWith(line + System.lineSeparator());
    assertThat(resize("--channel=g", "--strict")).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void warningsComeBeforeTheAnswer() throws Exception {
    String warning = "5 of 5 faces are enlarged, which adds pixels and no detail";
    assertThat(resize("--size=96")).isEqualTo(ExitCode.DONE);
    assertThat(printed.toString()).startsWith("warning: " + warning + System.lineSeparator());
    assertThat(resize("--size=96", "--json")).isEqualTo(ExitCode.DONE);
    assertThat(errors.toString().strip()).isEqualTo("warning: " + warning);
    assertThat(new ObjectMapper().readTree(printed.toString()).at("/warnings/0").asText())
        .isEqualTo(warning);
  }

  @Test
  void impossibleWishesAreNamed() {
    refused("nothing to do: give --size, --face-type, --gray or --channel");
    refused("give --gray or --channel, got both of them", "--gray", "--channel=r");
    refused("--channel must be b, g or r, got x", "--channel=x");
    refused("size must be from 32 to 2048, got 16", "--size=16");
    refused("threads must be from 1 to 64, got 0", "--gray", "--threads=0");
    refused("face type must be h, mf, f, wf or head, got mark_only", "--face-type=mark_only");
    refused("face type must be one of h (half_face), ", "--face-type=whole");
    assertThat(out).doesNotExist();
    assertThat(resize("--size=32")).isEqualTo(ExitCode.DONE);
    refused(
        out + " was started with size 32, this command asks for 40; choose another folder",
        "--size=40");
    out = folder;
    refused(
        "resized faces must not go into the folder of the faces, " + folder + ", got " + folder,
        "--size=40");
  }

  private void refused(String message, String... options) {
    assertThat(resize(options)).as(message).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(errors.toString()).startsWith("workbench faceset resize: " + message);
    assertThat(printed.toString()).isEmpty();
  }

  @Test
  void theHelpHasExamples() {
    assertThat(resize("--help")).isEqualTo(ExitCode.DONE);
    assertThat(printed.toString()).contains("./workbench faceset resize datasets/alice --size 192");
  }
}
