package org.saehdbw.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.experiments.compare.results.ComparisonResult;
import org.saehdbw.experiments.sweeps.plan.ExperimentFile;
import org.saehdbw.experiments.sweeps.results.SweepResults;

/** The reports of stored results are written again from their ledgers, byte for byte. */
class ReferenceResultsTest {
  private static final Path REFERENCE = Path.of("..", "results", "reference");

  @TempDir private Path folder;

  private Path copy(String name) throws IOException {
    Path from = REFERENCE.resolve(name);
    Path to = folder.resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }

  private static void assertSame(String name, Path written, List<String> files) throws IOException {
    for (String file : files) {
      assertThat(Files.readString(written.resolve(file)))
          .as(name + "/" + file)
          .isEqualTo(Files.readString(REFERENCE.resolve(name).resolve(file)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bf16-small",
        "df-ud-vs-df-udt-small",
        "dims-decided",
        "dims-df-udt-small",
        "encoder-vs-decoder-small"
      })
  void aSweepsReportIsTheSame(String name) throws Exception {
    Path copy = copy(name);
    SweepResults sweep = SweepResults.open(copy);
    assertThat(sweep.isComplete()).isTrue();
    assertThat(sweep.remarks()).isEmpty();
    Files.delete(copy.resolve("summary.md"));
    Files.delete(copy.resolve("trials.csv"));
    sweep.write();
    assertSame(name, copy, List.of("summary.md", "trials.csv", "curves.csv"));
    assertThat(ExperimentFile.text(sweep.experiment()))
        .isEqualTo(Files.readString(copy.resolve("experiment.yaml")));
  }

  @Test
  void aComparisonsReportIsTheSame() throws Exception {
    String name = "gray-vs-colour-small";
    Path copy = copy(name);
    ComparisonResult comparison = ComparisonResult.open(copy);
    assertThat(comparison.missing()).isEmpty();
    assertThat(comparison.remarks()).isEmpty();
    Files.delete(copy.resolve("summary.md"));
    Files.delete(copy.resolve("blocks.csv"));
    comparison.write();
    assertSame(name, copy, List.of("summary.md", "blocks.csv", "quality.csv", "comparison.json"));
  }
}
