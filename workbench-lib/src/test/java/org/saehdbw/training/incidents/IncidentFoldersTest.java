package org.saehdbw.training.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.MetricsWriter;

class IncidentFoldersTest {
  @TempDir private Path runs;
  private RunFolder run;
  private IncidentFolders folders;

  @BeforeEach
  void create() throws IOException {
    run = RunFolder.create(runs, "model", 1);
    folders = new IncidentFolders(run);
  }

  private static Incident incident(int number) {
    return new Incident(number, CollapseKind.NOT_FINITE, 251, 253, Remedy.HALF_RATE, 200);
  }

  private static CollapseException collapse() {
    return new CollapseException(
        new Collapse(
            CollapseKind.NOT_FINITE, 251, "the loss is NaN", Map.of("src_loss", Double.NaN)),
        new BatchIdentity(253, List.of("a.jpg"), List.of("b.jpg")));
  }

  private Path write(int number) throws IOException {
    return folders.write(incident(number), collapse(), Map.of("seed", 7));
  }

  @Test
  void areReadBackInTheirOrder() throws IOException {
    assertThat(folders.read()).isEmpty();
    write(1);
    write(1000);
    write(999);
    assertThat(folders.read()).containsExactly(incident(1), incident(999), incident(1000));
  }

  @Test
  void sayWhatHappenedAndWhatMakesTheBatchAgain() throws IOException {
    Path folder = write(3);
    assertThat(folder).isEqualTo(run.path().resolve("incident-003"));
    JsonNode root = new ObjectMapper().readTree(folder.resolve("incident.json").toFile());
    assertThat(root.path("format").asText()).isEqualTo("saehdbw-incident");
    assertThat(root.path("version").asInt()).isEqualTo(1);
    assertThat(root.path("kind").asText()).isEqualTo("not_finite");
    assertThat(root.path("message").asText()).isEqualTo("the loss is NaN");
    assertThat(root.path("figures").path("src_loss").asText()).isEqualTo("NaN");
    assertThat(root.path("batch").asLong()).isEqualTo(253);
    assertThat(root.path("src").path(0).asText()).isEqualTo("a.jpg");
    assertThat(root.path("dst").path(0).asText()).isEqualTo("b.jpg");
    assertThat(root.path("seed").asLong()).isEqualTo(7);
    assertThat(root.path("remedy").asText()).isEqualTo("half_rate");
    assertThat(root.path("rolled_back_to").asLong()).isEqualTo(200);
    assertThat(folder.resolve("metrics.csv")).content().startsWith("iteration,").hasLineCount(1);
  }

  @Test
  void holdTheLastTwoHundredRows() throws IOException {
    MetricsWriter.writeAll(
        run.metricsFile(),
        LongStream.rangeClosed(1, 250).mapToObj(i -> MetricsRow.ofLosses(i, i, 2 * i)).toList());
    List<MetricsRow> rows = MetricsReader.readAll(write(1).resolve(IncidentFolders.METRICS)).rows();
    assertThat(rows).hasSize(200);
    assertThat(rows.get(0).iteration()).isEqualTo(51);
    assertThat(rows.get(199).dstLoss()).isEqualTo(500);
  }

  @Test
  void whatAKillLeftIsNoIncidentAndDoesNotDisturb() throws IOException {
    Path left = run.path().resolve(".incident-001.part");
    Files.createDirectory(left);
    Files.writeString(left.resolve("half"), "");
    assertThat(folders.read()).isEmpty();
    write(1);
    assertThat(left).doesNotExist();
    assertThat(run.path().resolve("incident-001/half")).doesNotExist();
  }

  @Test
  void aDamagedOneIsNotPassedOver() throws IOException {
    Path file = write(1).resolve("incident.json");
    for (String damaged : List.of("", "{", "[]", "{\"number\": 1}")) {
      Files.writeString(file, damaged);
      assertThatThrownBy(folders::read)
          .as(damaged)
          .isInstanceOf(RunException.class)
          .hasMessageStartingWith(
              file
                  + ": is missing or damaged; it says which batch is left out: restore it, or"
                  + " delete its folder to train on that batch again (");
    }
    Files.delete(file);
    assertThatThrownBy(folders::read).isInstanceOf(RunException.class);
  }

  @Test
  void oneOfANewerProgramIsRefused() throws IOException {
    Path file = write(1).resolve("incident.json");
    Files.writeString(file, Files.readString(file).replace("\"version\" : 1", "\"version\" : 2"));
    assertThatThrownBy(folders::read)
        .isInstanceOf(RunException.class)
        .hasMessage(file + ": is of version 2, newer than 1");
  }
}
