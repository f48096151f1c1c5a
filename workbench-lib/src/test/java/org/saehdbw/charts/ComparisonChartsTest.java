package org.saehdbw.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.experiments.compare.results.ComparisonResult;
import org.saehdbw.reports.ComparisonTables;

/** From a small result folder, as a notebook opens one. */
class ComparisonChartsTest {
  @TempDir private Path folder;

  private ComparisonResult comparison() throws IOException {
    Files.writeString(
        folder.resolve("experiment.yaml"),
        "name: a\nmodel: df-ud-64-32-16-16-16\nfaces: {pretraining_data: 'drawn:20'}\n"
            + "arms: [colour, gray-files]\nlevels: [network, data]\nrounds: 10\n");
    StringBuilder ledger = new StringBuilder();
    for (int round = 0; round < 10; round++) {
      ledger.append(line("network", round, 100, 90 + round / 2));
      ledger.append(line("data", round, 10, 5 + round / 2));
    }
    Files.writeString(folder.resolve("ledger.jsonl"), ledger);
    return ComparisonResult.open(folder);
  }

  private static String line(String level, int round, double colour, double gray) {
    return String.format(
        Locale.ROOT,
        "{\"kind\":\"round\",\"session\":1,\"level\":\"%s\",\"round\":%d,\"process\":%d,\"blocks\":[%s,%s]}\n",
        level,
        round,
        round / 2,
        block("colour", colour),
        block("gray-files", gray));
  }

  private static String block(String arm, double millis) {
    return String.format(
        Locale.ROOT,
        "{\"arm\":\"%s\",\"steps\":[[%s,0,0.5,%s,4,0.1,0,0,0.3,0.2,0.1]],\"peak_mib\":300,\"loader_threads\":2}",
        arm,
        millis,
        millis - 4.5);
  }

  @Test
  void drawsSpeedAndStagesOfEveryLevel() throws IOException {
    ComparisonResult comparison = comparison();
    Figure speed = ComparisonCharts.speed(comparison).orElseThrow();
    assertThat(speed.panels()).hasSize(2);
    assertThat(speed.panels().get(0).getTitle())
        .isEqualTo("network: training step on fixed input (drawn)");
    assertThat(speed.panels().get(0).getSeriesMap()).containsKeys("colour", "gray-files");
    assertThat(ComparisonCharts.stages(comparison).orElseThrow().panels()).hasSize(1);
    assertThat(ComparisonCharts.loader(comparison).orElseThrow().panels()).hasSize(1);
    assertThat(ComparisonCharts.quality(comparison)).isEmpty();
    ComparisonCharts.write(comparison);
    comparison.write();
    assertThat(folder.resolve("charts"))
        .isDirectoryContaining("glob:**/speed.png")
        .isDirectoryContaining("glob:**/loader.svg");
    assertThat(Files.readString(folder.resolve("summary.md")))
        .contains("![speed](charts/speed.png)");
  }

  @Test
  void tablesHaveARowForEachLevelAndArm() throws IOException {
    assertThat(ComparisonTables.speeds(comparison()).rowCount()).isEqualTo(4);
    assertThat(ComparisonTables.speeds(comparison()).stringColumn("arm").asList())
        .isEqualTo(List.of("colour", "gray-files", "colour", "gray-files"));
    assertThat(ComparisonTables.quality(comparison()).rowCount()).isZero();
  }
}
