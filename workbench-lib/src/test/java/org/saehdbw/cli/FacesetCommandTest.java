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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FacesetCommandTest {
  private static final Path LONDON = Path.of("../../shared/data/london");

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void importsEveryPersonOfTheLondonSet() throws IOException {
    assumeTrue(Files.isDirectory(LONDON), "the London photographs are not here");
    Path faces = folder.resolve("faces");
    int code =
        run(
            "faceset",
            "import",
            LONDON.toString(),
            "--landmarks",
            "tem",
            "--face-type",
            "wf",
            "--size",
            "64",
            "--out",
            faces.toString(),
            "--json");
    assertThat(code).isEqualTo(ExitCode.DONE);
    JsonNode summary = new ObjectMapper().readTree(out.toString());
    assertThat(summary.get("imported")).hasSize(51);
    assertThat(summary.get("without_landmarks")).hasSize(51);
    assertThat(summary.get("bad")).isEmpty();

    out.getBuffer().setLength(0);
    assertThat(run("faceset", "info", faces.toString(), "--json")).isEqualTo(ExitCode.DONE);
    JsonNode report = new ObjectMapper().readTree(out.toString());
    assertThat(report.get("faces").asInt()).isEqualTo(51);
    assertThat(report.at("/face_types/whole_face").asInt()).isEqualTo(51);
    assertThat(report.at("/sizes/64 x 64").asInt()).isEqualTo(51);
  }

  @Test
  void anEmptyFolderHoldsNoFaces() {
    assertThat(run("faceset", "info", folder.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(out.toString().strip()).isEqualTo(folder.getFileName() + ": 0 faces");
  }

  @Test
  void aMissingFolderIsNamed() {
    Path missing = folder.resolve("none");
    assertThat(run("faceset", "info", missing.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString().strip())
        .isEqualTo("workbench faceset info: no such folder: " + missing);
  }

  @Test
  void anUnknownFaceTypeIsAskedWrongly() {
    int code =
        run(
            "faceset",
            "import",
            folder.toString(),
            "--landmarks",
            "tem",
            "--face-type",
            "whole",
            "--out",
            folder.resolve("x").toString());
    assertThat(code).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString()).contains("face type must be one of").endsWith("got whole\n");
  }

  private int run(String... args) {
    return Workbench.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
