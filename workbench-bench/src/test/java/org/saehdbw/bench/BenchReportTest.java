package org.saehdbw.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchReportTest {
  @TempDir private Path folder;

  @Test
  void ratioIsTheMedianOfTheRoundsRatios() {
    Pairs pairs =
        new Pairs(
            List.of(timing(100), timing(120), timing(300)),
            List.of(timing(100), timing(100), timing(400)));
    BenchRow row = pairs.row("a step", "ms", StepTiming::stepMillis);
    assertThat(row.value()).isEqualTo(120);
    assertThat(row.low()).isEqualTo(100);
    assertThat(row.high()).isEqualTo(300);
    assertThat(row.baseline()).hasValue(100);
    assertThat(row.ratio().orElseThrow()).isCloseTo(1.0, within(1e-12));
  }

  @Test
  void tableShowsWhatStoodBesideOursAndADashWhereNothingDid() {
    Pairs pairs = new Pairs(List.of(timing(90)), List.of(timing(100)));
    BenchReport report =
        new BenchReport(
            "step",
            Map.of(),
            List.of(
                pairs.row("a step", "ms", StepTiming::stepMillis),
                BenchRow.alone("rmsprop", 22.14, "ms", 21, 28)));
    assertThat(report.table().lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "case ours range other ratio",
            "a step 90.0 90-90 ms 100.0 0.900",
            "rmsprop 22.1 21-28 ms - -");
  }

  @Test
  void fileHoldsTheDocument() throws IOException {
    BenchReport report =
        BenchReport.here(
            "optimizer",
            Map.of("threads", 2),
            List.of(BenchRow.alone("rmsprop", 22, "ms", 21, 28)));
    Path file = report.save(folder.resolve("bench"));
    assertThat(file.getFileName().toString()).matches("optimizer-\\d{8}T\\d{6}Z\\.json");
    JsonNode document = new ObjectMapper().readTree(file.toFile());
    assertThat(document.at("/name").asText()).isEqualTo("optimizer");
    assertThat(document.at("/environment/threads").asInt()).isEqualTo(2);
    assertThat(document.at("/rows/0/case").asText()).isEqualTo("rmsprop");
    assertThat(document.at("/rows/0").has("ratio")).isFalse();
  }

  private static StepTiming timing(double millis) {
    return new StepTiming(millis, millis, millis, 500);
  }
}
