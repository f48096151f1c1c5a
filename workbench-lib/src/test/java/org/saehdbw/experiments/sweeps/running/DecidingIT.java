package org.saehdbw.experiments.sweeps.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.experiments.deciding.Decide;
import org.saehdbw.experiments.deciding.LookOutcome;
import org.saehdbw.experiments.sweeps.plan.Axis;
import org.saehdbw.experiments.sweeps.plan.Experiment;
import org.saehdbw.experiments.sweeps.plan.ExperimentBuilder;
import org.saehdbw.experiments.sweeps.plan.ExperimentFile;
import org.saehdbw.experiments.sweeps.plan.SweepBudget;
import org.saehdbw.experiments.sweeps.plan.SweepPlan;
import org.saehdbw.experiments.sweeps.plan.Trial;
import org.saehdbw.experiments.sweeps.results.SweepDecision;
import org.saehdbw.experiments.sweeps.results.SweepResults;
import org.saehdbw.processes.ChildJvm;
import org.saehdbw.processes.ChildStart;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.statistics.sequential.Margin;
import org.saehdbw.testing.Amount;
import org.saehdbw.testing.Await;

/** Sweeps that add seeds until their points are compared, with trials that have no engine. */
class DecidingIT {
  @TempDir private Path root;
  private final List<String> remarks = new ArrayList<>();
  private final List<String> begun = new ArrayList<>();

  private final SweepListener listener =
      new SweepListener() {
        @Override
        public void trialBegan(Trial trial, String how) {
          begun.add(trial.pointText() + " " + trial.seed());
        }

        @Override
        public void remarked(String line) {
          remarks.add(line);
        }
      };

  private static ExperimentBuilder noisy(String... widths) {
    return Experiment.builder()
        .name("noisy")
        .base(
            Map.of(
                "model", "df-ud-64-32-" + FakeTrainer.NOISY + "-16-16",
                "face_type", "wf",
                "pretrain", "true",
                "pretraining_data", "drawn:8,size=64",
                "threads", "1",
                "batch_size", "1"))
        .over(Map.of("ae_dims", new Axis.Values(List.of(widths))))
        .budget(SweepBudget.iterations(2))
        .parallelTrials(2)
        .until(Decide.DECIDED);
  }

  private static Optional<Decide> with(double margin, int most) {
    return Optional.of(Decide.DEFAULT.withMargin(new Margin(margin, true)).withMostSeeds(most));
  }

  private SweepDriver.Outcome run(Experiment experiment)
      throws SettingsException, IOException, InterruptedException {
    return SweepDriver.run(
        FakeTrainer.program(),
        SweepPlan.of(experiment, root),
        root,
        false,
        listener,
        () -> false,
        System::nanoTime);
  }

  private SweepResults results() throws IOException {
    return SweepResults.open(root.resolve("noisy"));
  }

  private SweepDecision decision() throws IOException {
    return results().decision().orElseThrow();
  }

  private List<String> looks() throws IOException {
    try (Stream<String> lines = Files.lines(root.resolve("noisy").resolve("ledger.jsonl"))) {
      return lines.filter(line -> line.contains("\"event\":\"look\"")).toList();
    }
  }

  @Test
  void theBestPointGetsSeedsUntilItIsFoundBetter() throws Exception {
    Experiment experiment = noisy("64", "96", "128").decide(with(0.05, 15)).build();
    assertThat(run(experiment).complete()).isTrue();
    SweepDecision decision = decision();
    assertThat(decision.outcome()).isEqualTo(LookOutcome.DIFFERENT);
    assertThat(decision.pair().orElseThrow().first()).isEqualTo(Map.of("ae_dims", "128"));
    assertThat(decision.continues()).isFalse();
    assertThat(decision.words().get(0))
        .startsWith("Decided: ae_dims=128 is better than all others, than the next, ");
    assertThat(looks()).hasSize(decision.looks().size());
    List<String> before = looks();
    assertThat(run(experiment).ran()).isZero();
    assertThat(looks()).isEqualTo(before);
    assertThat(results().isComplete()).isTrue();
  }

  @Test
  void equalPointsAreEquivalentWithAWideMarginAndAWorseOneIsDropped() throws Exception {
    assumeTrue(Amount.isFull(), "up to thirty trials: with ./workbench test --full");
    // The error is noise for 64 and 96; a margin of 10 % is two of its standard deviations.
    Experiment experiment = noisy("64", "96").decide(with(0.1, 15)).build();
    assertThat(run(experiment).complete()).isTrue();
    assertThat(decision().outcome()).isEqualTo(LookOutcome.EQUIVALENT);
    assertThat(decision().words().get(0))
        .contains(" are equivalent: ")
        .contains("10 % of the second's");
    assertThat(decision().pair().orElseThrow().figures().power()).isGreaterThan(0.8);
    assertThat(looks()).hasSize(decision().looks().size());
  }

  @Test
  void theLimitOfTimeEndsASweepAndALongerOneContinuesItToTheMostSeeds() throws Exception {
    Optional<Decide> how = with(0.001, 7);
    Experiment limited = noisy("64", "96").decide(how.map(it -> it.withTimeS(0.01))).build();
    assertThat(run(limited).complete()).isTrue();
    assertThat(looks()).hasSize(1);
    assertThat(decision().timeup()).isPresent();
    assertThat(decision().words().get(0)).startsWith("Not decided within the time: ");
    assertThat(run(limited).ran()).isZero();
    assertThat(run(noisy("64", "96").decide(how).build()).ran()).isEqualTo(4);
    assertThat(decision().timeup()).isEmpty();
    assertThat(looks()).hasSize(2);
    assertThat(results().trials()).hasSize(14);
    assertThat(decision().outcome()).isEqualTo(LookOutcome.OPEN);
    assertThat(decision().continues()).isFalse();
    assertThat(decision().words())
        .anySatisfy(line -> assertThat(line).startsWith("Not decided with the most seeds, 7: "))
        .anySatisfy(
            line -> assertThat(line).matches("Power: .* For 80 % it takes about \\d+ seeds\\."));
    assertThat(remarks)
        .contains("look 1 of at most 2, 5 seeds: open; 2 of 2 points can still be the best");
  }

  @Test
  void aKilledDriverMakesTheSameLooks() throws Exception {
    Experiment experiment = noisy("64", "96").decide(with(0.001, 7)).build();
    Path file = root.resolve("noisy.yaml");
    ExperimentFile.write(file, experiment);
    Process driver =
        ChildStart.of(
                ChildJvm.command(
                    List.of(),
                    DrivingChild.class.getName(),
                    List.of(file.toString(), root.toString())))
            .detached()
            .appendingTo(root.resolve("driver.log"))
            .start();
    Path ledger = root.resolve("noisy").resolve("ledger.jsonl");
    boolean looked =
        Await.comes(
            Duration.ofMinutes(2),
            () -> !driver.isAlive() || (Files.exists(ledger) && !looks().isEmpty()));
    driver.destroyForcibly().waitFor();
    assertThat(looked).as(Files.readString(root.resolve("driver.log"))).isTrue();
    List<String> before = looks();
    // What the ledger says of the first look holds, though its results would say otherwise now.
    Files.writeString(
        ledger,
        Files.readString(ledger)
            .replaceAll("(\"trial\":1,\"rung\":0,.*\"luma_mse\":)[0-9.E-]+", "$10.000001"));
    assertThat(run(experiment).complete()).isTrue();
    assertThat(looks()).hasSize(2).startsWith(before.get(0));
    assertThat(results().trials()).hasSize(14);
    assertThat(results().results()).hasSize(14);
  }

  @Test
  void aDecisionMustBePlannedBeforeTheFirstTrial() throws Exception {
    Experiment fixed = noisy("64", "96").until("").seeds(List.of(1L, 2L)).build();
    assertThat(run(fixed).complete()).isTrue();
    assertThatThrownBy(() -> run(noisy("64", "96").seeds(List.of(1L, 2L)).build()))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "until: decided must be said before the first trial: the sweep noisy was started with"
                + " 'seeds of its file', got 'margin 5 %, looks at [5, 7, 9, 11, 13, 15] seeds,"
                + " level 0.95, spending obrien_fleming'; --name starts another sweep");
  }

  @Test
  void aPointWhoseTrialsFailIsDropped() throws Exception {
    Experiment experiment =
        noisy("64")
            .over(Map.of("e_dims", new Axis.Values(List.of("32", "" + FakeTrainer.NOT_FINITE))))
            .decide(with(0.05, 7))
            .build();
    assertThat(run(experiment).complete()).isTrue();
    assertThat(decision().outcome()).isEqualTo(LookOutcome.NOT_COMPARABLE);
    assertThat(decision().words())
        .containsExactly(
            "Not decided: fewer than two points have a result of every seed.",
            "No more seeds were given to e_dims=20 after 5 seeds (not every trial has a result that"
                + " compares).");
  }

  @Test
  void aPilotForecastsTheTimeAndTheChancesAndLeavesNothing() throws Exception {
    SweepPlan plan = SweepPlan.of(noisy("64", "96").decide(with(0.1, 9)).build(), root);
    SweepPilot pilot =
        SweepPilot.run(FakeTrainer.program(), plan, listener, () -> false).orElseThrow();
    assertThat(pilot.iterations()).isEqualTo(2);
    assertThat(pilot.results().results()).hasSize(4);
    assertThat(pilot.results().folder().path()).doesNotExist();
    assertThat(root.resolve("noisy")).doesNotExist();
    SweepForecast forecast = SweepForecast.of(plan, pilot);
    assertThat(forecast.atOnce()).isEqualTo(2);
    assertThat(forecast.trials()).isEqualTo(10);
    assertThat(forecast.trialSeconds()).isPositive();
    // Two trials at once: five rounds.
    assertThat(forecast.secondsOf(10)).isEqualTo(5 * forecast.trialSeconds());
    double[] differences = new double[2];
    for (int seed = 1; seed <= 2; seed++) {
      differences[seed - 1] = FakeTrainer.noisy(64, seed) - FakeTrainer.noisy(96, seed);
    }
    double margin = 0.1 * (FakeTrainer.noisy(96, 1) + FakeTrainer.noisy(96, 2)) / 2;
    assertThat(forecast.deviation().orElseThrow())
        .isCloseTo(Math.abs(differences[0] - differences[1]) / Math.sqrt(2) / margin, within(1e-9));
    List<SweepForecast.Chance> chances =
        forecast.chances(plan.experiment().deciding().orElseThrow(), 0.5);
    assertThat(chances).extracting(SweepForecast.Chance::seeds).containsExactly(5, 7, 9);
    assertThat(chances.get(2).ofMargin()).isGreaterThan(0.8);
    assertThat(chances).extracting(SweepForecast.Chance::ofMargin).isSorted();
  }
}
