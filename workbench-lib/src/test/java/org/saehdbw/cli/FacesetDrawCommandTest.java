package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.sources.Facesets;
import org.saehdbw.synthesis.SyntheticFaces;

class FacesetDrawCommandTest {
  @TempDir private Path folder;
  private Path out;
  private final StringWriter printed = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @BeforeEach
  void choosesAFolder() {
    out = folder.resolve("drawn");
  }

  @Test
  void drawsWhatItIsAskedFor() throws Exception {
    int code =
        draw(
            "--count=4",
            "--size=48",
            "--seed=9",
            "--identity=5+2",
            "--gray",
            "--face-type=f",
            "--threads=1");
    assertThat(code).isEqualTo(ExitCode.DONE);
    String source = "drawn:4,size=48,seed=9,identity=5+2,colour=false,face_type=f";
    assertThat(printed.toString().strip()).isEqualTo("drew " + source + " into " + out);
    Faceset read = Facesets.open(out, 1);
    SyntheticFaces faces = SyntheticFaces.parse(source);
    assertThat(read.entries()).isEqualTo(faces.entries());
    assertThat(errors.toString()).isEmpty();
  }

  @Test
  void whatIsNotAskedForIsAsInTheLibrary() throws Exception {
    assertThat(draw("--count=2", "--json")).isEqualTo(ExitCode.DONE);
    JsonNode answer = new ObjectMapper().readTree(printed.toString());
    assertThat(answer.get("faces").asInt()).isEqualTo(2);
    assertThat(answer.get("source").asText()).isEqualTo(SyntheticFaces.of(2).source());
    assertThat(answer.get("folder").asText()).isEqualTo(out.toString());
    assertThat(Path.of(answer.get("parameters").asText())).isRegularFile();
  }

  @Test
  void aFolderWithFilesIsLeftAlone() throws Exception {
    Files.createDirectories(out);
    Files.writeString(out.resolve("mine.txt"), "x");
    refused(
        "drawn faces go into a new or an empty folder, got " + out + ", which holds files",
        "--count=2");
    assertThat(out).isDirectoryContaining("glob:**mine.txt");
  }

  @Test
  void impossibleWishesAreNamed() {
    refused("the count of drawn faces must be from 1 to 1000000, got 0", "--count=0");
    refused("size must be from 16 to 2048, got 8", "--size=8");
    refused("identity must be from 0 to 7, got 8", "--identity=8");
    refused("threads must be from 1 to 64, got 0", "--threads=0");
    assertThat(draw("--gray", "--colour")).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(errors.toString()).contains("give --colour or --gray, got both of them");
    assertThat(out).doesNotExist();
  }

  private void refused(String message, String... options) {
    errors.getBuffer().setLength(0);
    assertThat(draw(options)).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(errors.toString().strip()).isEqualTo("workbench faceset draw: " + message);
  }

  private int draw(String... options) {
    List<String> words = new ArrayList<>(List.of("faceset", "draw", "--out", out.toString()));
    words.addAll(List.of(options));
    return Workbench.run(
        new PrintWriter(printed, true),
        new PrintWriter(errors, true),
        words.toArray(String[]::new));
  }
}
