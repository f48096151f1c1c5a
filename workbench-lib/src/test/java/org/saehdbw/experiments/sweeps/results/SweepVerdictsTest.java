package org.saehdbw.experiments.sweeps.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.experiments.sweeps.plan.Axis;
import org.saehdbw.experiments.sweeps.plan.Experiment;
import org.saehdbw.experiments.sweeps.plan.ExperimentFile;
import org.saehdbw.experiments.sweeps.plan.SweepBudget;
import org.saehdbw.experiments.sweeps.plan.SweepFolder;
import org.saehdbw.experiments.sweeps.plan.Trial;

/** How many pairs of points there are counts when two of them are compared. */
class SweepVerdictsTest {
  private static final List<String> WIDTHS = List.of("32", "64", "96");

  /**
   * By width and seed. The second less the first has the mean 0.010 and the standard deviation
   * sqrt(4e-5): t = sqrt(12.5), whose p at 4 degrees of freedom is 0.0241. The third is noise.
   */
  private static final double[][] VALUES = {
    {0.100, 0.100, 0.100, 0.100, 0.100},
    {0.102, 0.106, 0.110, 0.114, 0.118},
    {0.150, 0.080, 0.145, 0.095, 0.112}
  };

  @TempDir private Path root;

  private String summary(List<String> widths) throws IOException {
    SweepFolder folder = new SweepFolder(root.resolve("of-" + widths.size()));
    Files.createDirectories(folder.runs());
    ExperimentFile.write(
        folder.experimentFile(),
        Experiment.builder()
            .name(folder.name())
            .base(Map.of("model", "df-ud-64-32-16-16-16", "pretraining_data", "drawn:8,size=64"))
            .over(Map.of("ae_dims", new Axis.Values(widths)))
            .seeds(List.of(1L, 2L, 3L, 4L, 5L))
            .budget(SweepBudget.iterations(40))
            .build());
    SweepLedger ledger = SweepLedger.open(folder);
    int number = 0;
    for (String width : widths) {
      for (int seed = 1; seed <= 5; seed++) {
        Trial trial = new Trial(++number, Map.of("ae_dims", width), seed);
        ledger.append(SweepEntry.Planned.of(trial));
        double value = VALUES[WIDTHS.indexOf(width)][seed - 1];
        ledger.append(SweepEntry.Ended.of(done(trial, value), 0));
      }
    }
    return SweepSummary.text(SweepResults.open(folder.path()));
  }

  private static TrialResult done(Trial trial, double value) {
    return new TrialResult(
        trial, TrialStatus.DONE, Optional.empty(), 40, 20, 23, 400, Map.of("luma_mse", value), "");
  }

  @Test
  void oneComparisonIsJudgedByItsInterval() throws IOException {
    // 0.010 less and more 2.776445 * sqrt(4e-5 / 5), in percent of 0.110.
    assertThat(summary(WIDTHS.subList(0, 2)))
        .contains(
            "Against the next, ae_dims=64, over the same seeds: the first is better by 2.0 % to"
                + " 16.2 %.");
  }

  @Test
  void amongThreeComparisonsTheSamePairShowsNothing() throws IOException {
    assertThat(summary(WIDTHS))
        .contains(
            "Against the next, ae_dims=64, over the same seeds: no difference was found among 3"
                + " comparisons: alone, the first is better by 2.0 % to 16.2 %, but after Holm's"
                + " correction p is 0.072.");
  }
}
