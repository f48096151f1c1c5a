package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.saehdbw.experiments.sweeps.plan.Axis;
import org.saehdbw.experiments.sweeps.plan.Decide;
import org.saehdbw.experiments.sweeps.plan.Experiment;
import org.saehdbw.experiments.sweeps.plan.ExperimentBuilder;
import org.saehdbw.experiments.sweeps.plan.SweepBudget;
import org.saehdbw.statistics.sequential.Margin;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class DecideOptionsTest {
  private static final Decide OF_FILE = Decide.DEFAULT.withTimeS(60);

  /** A command of these options alone. */
  @Command
  private static final class Options {
    @Mixin private DecideOptions deciding;
  }

  private static Experiment set(Optional<Decide> ofFile, String... words) {
    Options options = new Options();
    new CommandLine(options).parseArgs(words);
    ExperimentBuilder builder =
        Experiment.builder()
            .over(Map.of("ae_dims", new Axis.Values(List.of("32", "64"))))
            .budget(SweepBudget.iterations(4))
            .decide(ofFile);
    options.deciding.set(ofFile, builder);
    return builder.build();
  }

  @Test
  void optionsOverrideTheFileAndLeaveTheRest() {
    assertThat(set(Optional.of(OF_FILE)).deciding()).isEmpty();
    assertThat(set(Optional.of(OF_FILE), "--until", "decided").deciding()).contains(OF_FILE);
    assertThat(set(Optional.empty(), "--until", "decided").deciding()).contains(Decide.DEFAULT);
    Experiment all =
        set(
            Optional.of(OF_FILE),
            "--until",
            "decided",
            "--margin",
            "0.1",
            "--most-seeds",
            "9",
            "--time-limit",
            "90");
    assertThat(all.deciding())
        .contains(OF_FILE.withMargin(new Margin(0.1, true)).withMostSeeds(9).withTimeS(90));
  }
}
