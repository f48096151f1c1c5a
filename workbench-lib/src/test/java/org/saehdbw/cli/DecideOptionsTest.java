package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.saehdbw.experiments.compare.plan.CompareFile;
import org.saehdbw.experiments.compare.plan.CompareSpec;
import org.saehdbw.experiments.compare.plan.QualityPlan;
import org.saehdbw.experiments.deciding.Decide;
import org.saehdbw.experiments.sweeps.plan.Axis;
import org.saehdbw.experiments.sweeps.plan.Experiment;
import org.saehdbw.experiments.sweeps.plan.ExperimentBuilder;
import org.saehdbw.experiments.sweeps.plan.SweepBudget;
import org.saehdbw.settings.SettingsException;
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

  private static CompareSpec compare(String quality, List<String> set, String... words)
      throws SettingsException {
    Options options = new Options();
    new CommandLine(options).parseArgs(words);
    CompareSpec spec =
        CompareFile.parse(
            "name: a\nmodel: df-ud-64-32-16-16-16\nfaces: {pretraining_data: 'drawn:20'}\n"
                + quality,
            set,
            "test");
    return options.deciding.set(spec, set);
  }

  @Test
  void aComparisonTakesTheSameOptions() throws SettingsException {
    String fixed = "quality: {iterations: 20, seeds: 3, decide: {time_s: 60}}\n";
    assertThat(compare(fixed, List.of()).quality().orElseThrow().deciding()).isEmpty();
    QualityPlan decided =
        compare(fixed, List.of(), "--until", "decided", "--margin", "0.1", "--most-seeds", "9")
            .quality()
            .orElseThrow();
    assertThat(decided.deciding())
        .contains(OF_FILE.withMargin(new Margin(0.1, true)).withMostSeeds(9));
    assertThat(decided.seeds()).isEqualTo(9);
    assertThat(
            compare("quality: {until: decided}\n", List.of(), "--time-limit", "90")
                .quality()
                .orElseThrow()
                .deciding())
        .contains(Decide.DEFAULT.withTimeS(90));
  }

  @Test
  void aComparisonRefusesWhatDoesNotFit() {
    String fixed = "quality: {seeds: 3}\n";
    assertRefused("", List.of(), "--until decided needs quality in", "--until", "decided");
    assertRefused(fixed, List.of(), "--until must be decided, got x", "--until", "x");
    assertRefused(
        fixed,
        List.of(),
        "--margin, --most-seeds and --time-limit need --until decided, or quality.until: decided",
        "--margin",
        "0.1");
    assertRefused(
        fixed,
        List.of("quality.seeds=4"),
        "--until decided adds seeds, --most-seeds says how many at most; got --set quality.seeds=4",
        "--until",
        "decided");
    assertRefused(
        fixed,
        List.of(),
        "decide: most_seeds must be at least first_seeds, 5, got 4",
        "--until",
        "decided",
        "--most-seeds",
        "4");
  }

  private static void assertRefused(
      String quality, List<String> set, String message, String... words) {
    assertThatThrownBy(() -> compare(quality, set, words))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(message);
  }
}
