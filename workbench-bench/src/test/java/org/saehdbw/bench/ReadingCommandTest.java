package org.saehdbw.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.cli.ExitCode;
import org.saehdbw.cli.Workbench;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsTable;

class ReadingCommandTest {
  @TempDir private Path folder;

  @Test
  void drawnMetricsAreReadWithoutDamage() throws IOException {
    Path file = folder.resolve("metrics.csv");
    DrawnMetrics.write(file, 500, 1);
    MetricsTable table = MetricsReader.readAll(file);

    assertThat(table.damage()).isEmpty();
    assertThat(table.rows()).hasSize(500);
    assertThat(table.rows().get(499).iteration()).isEqualTo(500);
    assertThat(table.rows().get(499).stepMillis()).isBetween(80.0, 120.0);
    assertThat(table.rows().get(499).stages().assemble()).isBetween(0.0, 20.0);
    assertThat(table.rows().get(499).samplesPerSecond()).isBetween(66.0, 100.0);
    assertThat(table.rows().get(499).residentMib()).isBetween(900.0, 901.0);
  }

  @Test
  void drawsAFewShortRunsInProcessesOfTheirOwn() throws IOException {
    StringWriter out = new StringWriter();
    int code =
        Workbench.run(
            new PrintWriter(out, true),
            new PrintWriter(new StringWriter(), true),
            "bench",
            "reading",
            "--count",
            "6",
            "--rows",
            "3000",
            "--rounds",
            "1",
            "--heap-mib",
            "128",
            "--results",
            folder.resolve("bench").toString(),
            "--json");

    assertThat(code).isEqualTo(ExitCode.DONE);
    JsonNode rows = new ObjectMapper().readTree(out.toString()).at("/rows");
    assertThat(rows).hasSize(6);
    assertThat(rows.at("/0/case").asText()).isEqualTo("process from start to end, the first time");
    assertThat(rows.at("/3/value").asDouble()).isPositive();
    try (var files = Files.list(folder.resolve("bench"))) {
      assertThat(files.map(file -> file.toString().replaceAll(".*\\.", "")))
          .containsExactlyInAnyOrder("json", "png");
    }
  }
}
