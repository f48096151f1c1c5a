package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.runs.queries.QueriedRuns;

class RunsExportCommandTest {
  @TempDir private Path folder;
  private Path runs;
  private Path out;

  @BeforeEach
  void twoRuns() throws IOException {
    runs = folder.resolve("runs");
    out = folder.resolve("out");
    QueriedRuns.make(runs, "small", 0.05, 3, "batch_size=4");
    QueriedRuns.make(runs, "tall", 0.03, 1, "batch_size=6");
  }

  private CommandRun export(String... words) {
    List<String> all = new ArrayList<>(List.of("runs", "export", "--runs", runs.toString()));
    all.addAll(List.of(words));
    return CommandRun.of(all.toArray(String[]::new));
  }

  @Test
  void aFolderOfRunsBecomesThreeTables() throws IOException {
    CommandRun done = export("--to", "csv", runs.toString(), out.toString());
    assertThat(done.code()).as(done.err()).isEqualTo(ExitCode.DONE);
    assertThat(done.out().lines())
        .containsExactly(
            "written: " + out.resolve("runs.csv"),
            "written: " + out.resolve("metrics.csv"),
            "written: " + out.resolve("saves.csv"));
    assertThat(Files.readAllLines(out.resolve("runs.csv"))).hasSize(3);
    List<String> rows = Files.readAllLines(out.resolve("metrics.csv"));
    assertThat(rows).hasSize(21);
    assertThat(rows.get(0)).startsWith("run,iteration,wall_clock_unix_s,step_ms,");
    assertThat(rows.get(4)).startsWith("0001_small_s1,4,1793700004,500.0,5.0,0.25,0.125,1.0,,,");
    assertThat(rows.get(11)).startsWith("0002_tall_s1,1,");
    assertThat(Files.readAllLines(out.resolve("saves.csv")))
        .hasSize(3)
        .satisfies(lines -> assertThat(lines.get(0)).startsWith("run,iteration,held_out"))
        .satisfies(lines -> assertThat(lines.get(2)).startsWith("0002_tall_s1,10,0.03,"));
  }

  @Test
  void namedRunsBecomeEventFiles() throws IOException {
    CommandRun done = export("--to", "tensorboard", "2", "small", "2", out.toString(), "--json");
    assertThat(done.code()).as(done.err()).isEqualTo(ExitCode.DONE);
    assertThat(done.json().at("/runs")).hasSize(2);
    assertThat(out.toFile().list()).containsExactlyInAnyOrder("0001_small_s1", "0002_tall_s1");
    CommandRun again = export("--to", "tensorboard", "2", out.toString());
    assertThat(again.out()).endsWith("to look at them: tensorboard --logdir " + out);
    assertThat(out.resolve("0002_tall_s1").toFile().list()).hasSize(1);
  }

  @Test
  void aFolderThatCannotBeWrittenToIsNamed() throws IOException {
    Path run = runs.resolve("0001_small_s1");
    assertThat(export("--to", "csv", "1", run.toString()).err())
        .contains(
            "the last argument must be a folder to write to, got " + run + ", which is a run");
    Path file = Files.writeString(folder.resolve("file"), "mine");
    CommandRun wrong = export("--to", "csv", "1", file.toString());
    assertThat(wrong.code()).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(wrong.err()).contains(file + ", which is a file");
    assertThat(file).hasContent("mine");
    assertThat(export("--to", "csv", "7", out.toString()).err()).contains("7");
    assertThat(out).doesNotExist();
    assertThat(export("--to", "xls", "1", out.toString()).err()).contains("tensorboard, csv");
  }
}
