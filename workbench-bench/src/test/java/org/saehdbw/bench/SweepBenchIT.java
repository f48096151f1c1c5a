package org.saehdbw.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.cli.ExitCode;
import org.saehdbw.cli.Workbench;

/** Sweeps of two trials with one iteration. */
class SweepBenchIT {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... words) {
    return Workbench.run(new PrintWriter(out), new PrintWriter(err), words);
  }

  @Test
  void aTrialHasTheSameWeightsInTheSweepAndAlone() throws IOException {
    int code =
        run(
            "bench",
            "sweep",
            "--trials=2",
            "--iterations=1",
            "--set=model=df-64-32-16-16-16-gray",
            "--set=pretraining_data=drawn:12,size=64",
            "--set=batch_size=1",
            "--json",
            "--results=" + folder);
    assertThat(code).as(err.toString()).isEqualTo(ExitCode.DONE);
    JsonNode rows = new ObjectMapper().readTree(out.toString()).get("rows");
    assertThat(rows.findValuesAsText("case"))
        .hasSize(6)
        .contains("overhead of a trial", "weights are the same bytes");
    assertThat(rows.at("/0/case").asText()).startsWith("sweep wall, ");
    assertThat(rows.at("/0/ratio").asDouble())
        .isEqualTo(rows.at("/0/value").asDouble() / rows.at("/0/baseline").asDouble());
    assertThat(rows.at("/1/value").asDouble()).as("overhead").isPositive();
    assertThat(rows.at("/2/value").asDouble()).as("training").isPositive();
    assertThat(rows.at("/5/value").asDouble()).isEqualTo(1);
    assertThat(err.toString())
        .contains(
            "beside, trials: 2, ",
            "one-by-one-16-1, trials: 1, one at a time",
            "one-by-one-24-1, trials: 1, one at a time",
            "alone, trials: 1, ");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .singleElement()
          .asString()
          .matches("sweep-.*\\.json");
    }
  }
}
