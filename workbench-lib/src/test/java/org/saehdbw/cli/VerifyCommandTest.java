package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;
import org.saehdbw.provenance.Provenance;
import org.saehdbw.provenance.ProvenanceMark;

class VerifyCommandTest {
  private static final byte[] PNG = PictureFiles.encodePng(new Picture(4, 4, 1, new byte[16]));

  @TempDir private Path folder;

  @BeforeEach
  void writeFiles() throws IOException {
    Provenance mark = new Provenance("df-64", "0003_film_s1", 20);
    Files.write(folder.resolve("a.png"), ProvenanceMark.intoPng(PNG, mark));
    Files.write(folder.resolve("b.png"), PNG);
    Files.writeString(folder.resolve("notes.txt"), "nothing");
  }

  @Test
  void aFolderIsATable() {
    CommandRun run = CommandRun.of("verify", folder.toString());
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out().lines().map(line -> line.replaceAll(" {2,}", "  ")))
        .containsExactly(
            "file  source  model  run  iteration",
            folder.resolve("a.png") + "  trainedAlgorithmicMedia  df-64  0003_film_s1  20",
            folder.resolve("b.png") + "  no mark",
            "",
            "1 of 2 files have the mark");
    assertThat(CommandRun.of("verify", folder.toString(), "--strict").code())
        .isEqualTo(ExitCode.FAILED);
  }

  @Test
  void jsonHasARowForEachFile() throws IOException {
    JsonNode rows = CommandRun.of("verify", "--json", folder.resolve("a.png").toString()).json();
    assertThat(rows).hasSize(1);
    assertThat(rows.at("/0/marked").asBoolean()).isTrue();
    assertThat(rows.at("/0/digital_source_type").asText())
        .isEqualTo(Provenance.TRAINED_ALGORITHMIC_MEDIA);
    assertThat(rows.at("/0/iteration").asInt()).isEqualTo(20);
  }

  @Test
  void whatCannotBeReadIsNamedAndTheRestIsShown() {
    Path notes = folder.resolve("notes.txt");
    CommandRun run = CommandRun.of("verify", notes.toString(), folder.resolve("a.png").toString());
    assertThat(run.code()).isEqualTo(ExitCode.FAILED);
    assertThat(run.out())
        .contains(notes + ": must be a PNG or JPEG picture or a film")
        .endsWith("1 of 2 files have the mark");
    assertThat(CommandRun.of("verify").code()).isEqualTo(ExitCode.ASKED_WRONGLY);
  }
}
