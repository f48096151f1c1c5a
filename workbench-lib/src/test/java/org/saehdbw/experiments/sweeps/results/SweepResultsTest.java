package org.saehdbw.experiments.sweeps.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.charts.SweepCharts;
import org.saehdbw.experiments.sweeps.plan.Axis;
import org.saehdbw.experiments.sweeps.plan.Experiment;
import org.saehdbw.experiments.sweeps.plan.ExperimentFile;
import org.saehdbw.experiments.sweeps.plan.SweepBudget;
import org.saehdbw.experiments.sweeps.plan.SweepFolder;
import org.saehdbw.experiments.sweeps.plan.Trial;
import org.saehdbw.experiments.sweeps.plan.TrialFigures;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.SettingValue;
import org.saehdbw.runs.SettingsFile;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.MetricsWriter;
import org.saehdbw.runs.metrics.StageTimes;
import org.saehdbw.statistics.Curve;

/** Results that were written by hand: three widths, five seeds, four saves each. */
class SweepResultsTest {
  private static final List<String> WIDTHS = List.of("32", "64", "96");
  private static final long[] SAVES = {1, 10, 20, 40};

  /** By width and save; at a quarter of the budget the first two stand the other way round. */
  private static final double[][] VALUES = {
    {0.9, 0.50, 0.40, 0.35}, {0.9, 0.60, 0.39, 0.20}, {0.9, 0.70, 0.60, 0.50}
  };

  @TempDir private Path root;
  private SweepFolder folder;

  @BeforeEach
  void writeResults() throws IOException {
    folder = new SweepFolder(root.resolve("dims"));
    Files.createDirectories(folder.runs());
    ExperimentFile.write(
        folder.experimentFile(),
        Experiment.builder()
            .name("dims")
            .question("How wide?")
            .base(Map.of("model", "df-ud-64-32-16-16-16", "pretraining_data", "drawn:8,size=64"))
            .over(Map.of("ae_dims", new Axis.Values(WIDTHS)))
            .seeds(List.of(1L, 2L, 3L, 4L, 5L))
            .budget(SweepBudget.iterations(40))
            .build());
    SweepLedger ledger = SweepLedger.open(folder);
    List<Trial> trials = new ArrayList<>();
    for (long seed = 1; seed <= 5; seed++) {
      for (String width : WIDTHS) {
        trials.add(new Trial(trials.size() + 1, Map.of("ae_dims", width), seed));
      }
    }
    for (Trial trial : trials) {
      ledger.append(SweepEntry.Planned.of(trial));
    }
    for (Trial trial : trials) {
      ledger.append(SweepEntry.Ended.of(result(trial), 0));
    }
    ledger.append(new SweepEntry.Complete(trials.size()));
  }

  private TrialResult result(Trial trial) throws IOException {
    RunFolder run = RunFolder.create(folder.runs(), trial.label(), trial.seed());
    SettingsFile.write(run.settingsFile(), Map.of("batch_size", new SettingValue(4, "default")));
    try (MetricsWriter metrics = MetricsWriter.open(run.metricsFile())) {
      for (int i = 1; i <= 40; i++) {
        metrics.write(new MetricsRow(i, i, 500, 0, 1, 1, 1, StageTimes.UNKNOWN));
      }
    }
    double[] values = VALUES[WIDTHS.indexOf(trial.point().get("ae_dims"))];
    double apart = (trial.seed() - 3) * 0.001;
    for (int i = 0; i < SAVES.length; i++) {
      run.eventLog()
          .append(EventKind.SAVED, Map.of("iteration", SAVES[i], "luma_mse", values[i] + apart));
    }
    boolean done = trial.number() != 15;
    return new TrialResult(
        trial,
        done ? TrialStatus.DONE : TrialStatus.TIMED_OUT,
        Optional.of(run.path()),
        40,
        20,
        23,
        done ? 400 + 32 * WIDTHS.indexOf(trial.point().get("ae_dims")) : Double.NaN,
        Map.of("luma_mse", values[3] + apart, TrialFigures.SAMPLES_PER_SECOND, 16.0),
        done ? "" : "took long");
  }

  @Test
  void pointsAreRankedByTheirMeansWithIntervalsFromFiveSeedsOn() throws IOException {
    SweepResults sweep = SweepResults.open(folder.path());
    assertThat(sweep.isComplete()).isTrue();
    assertThat(sweep.drawn()).isTrue();
    assertThat(sweep.ranked())
        .extracting(PointResult::text)
        .containsExactly("ae_dims=64", "ae_dims=32", "ae_dims=96");
    PointResult best = sweep.ranked().get(0);
    assertThat(best.mean("luma_mse")).isCloseTo(0.2, within(1e-12));
    // Standard deviation of -2..2 thousandths is sqrt(2.5); t(4) at 97.5 % is 2.776445.
    double half = 2.776445 * Math.sqrt(2.5e-6 / 5);
    assertThat(best.interval("luma_mse").orElseThrow().low()).isCloseTo(0.2 - half, within(1e-8));
    PointResult worst = sweep.ranked().get(2);
    assertThat(worst.done()).hasSize(4);
    assertThat(worst.interval("luma_mse")).isEmpty();
    assertThat(sweep.variedKeys()).containsExactly("ae_dims");
    assertThat(sweep.levels(Map.of("e_dims", "18"))).containsExactly(Map.entry("ae_dims", "32"));
  }

  @Test
  void curvesGoOverIterationsAndOverSecondsOfTraining() throws IOException {
    SweepResults sweep = SweepResults.open(folder.path());
    TrialResult third = sweep.results().get(6);
    Curve iterations =
        sweep.curve(third, "luma_mse", SweepResults.CurveAxis.ITERATIONS).orElseThrow();
    assertThat(iterations.x()).containsExactly(1, 10, 20, 40);
    assertThat(iterations.y()).containsExactly(0.9, 0.5, 0.4, 0.35);
    Curve seconds =
        sweep.curve(third, "luma_mse", SweepResults.CurveAxis.TRAIN_SECONDS).orElseThrow();
    assertThat(seconds.x()).containsExactly(0.5, 5, 10, 20);
    assertThat(sweep.curve(third, "mask_iou", SweepResults.CurveAxis.ITERATIONS)).isEmpty();
  }

  @Test
  void theWayIsToldByTheAreaAndTheTimeToWhereTheLastEnded() throws IOException {
    SweepResults sweep = SweepResults.open(folder.path());
    SweepProgress progress = SweepProgress.of(sweep).orElseThrow();
    // Four seeds of width 96 were done, -2 to +1 thousandths apart.
    assertThat(progress.level()).isCloseTo(0.4995, within(1e-12));
    assertThat(progress.from()).isEqualTo(1);
    assertThat(progress.to()).isEqualTo(40);
    PointProgress wide = progress.points().get(0);
    assertThat(wide.meanOverTraining()).isCloseTo((6.75 + 4.95 + 5.9) / 39, within(1e-12));
    // From 0.60 at 5 s to 0.39 at 10 s.
    assertThat(wide.medianSeconds()).isCloseTo(5 + 5 * 0.1005 / 0.21, within(1e-9));
    assertThat(progress.lines("luma_mse").subList(4, 7))
        .containsExactly(
            "| ae_dims=64 | 0.45128 | 7.4 | 5 of 5 |",
            "| ae_dims=32 | 0.46923 | 5.0 | 5 of 5 |",
            "| ae_dims=96 | 0.63283 |  | 2 of 4 |");
    assertThat(SweepSummary.text(sweep)).contains("| s to 0.49950 |");
  }

  @Test
  void curvesAreKeptWhereRunFoldersAreNot() throws IOException {
    SweepResults.open(folder.path()).write();
    Files.move(folder.runs(), root.resolve("elsewhere"));
    SweepResults sweep = SweepResults.open(folder.path());
    TrialResult third = sweep.results().get(6);
    Curve seconds =
        sweep.curve(third, "luma_mse", SweepResults.CurveAxis.TRAIN_SECONDS).orElseThrow();
    assertThat(seconds.x()).containsExactly(0.5, 5, 10, 20);
    assertThat(seconds.y()).containsExactly(0.9, 0.5, 0.4, 0.35);
    assertThat(sweep.trust()).hasSize(2);
    // Writing again, without run folders, keeps what there is.
    sweep.write();
    assertThat(sweep.curve(third, "luma_mse", SweepResults.CurveAxis.ITERATIONS)).isPresent();

    Files.writeString(folder.curvesFile(), "trial,iteration,train_s,luma_mse\r\n7,1,0.5\r\n");
    assertThatThrownBy(() -> sweep.curve(third, "luma_mse", SweepResults.CurveAxis.ITERATIONS))
        .isInstanceOf(RunException.class)
        .hasMessage(
            folder.curvesFile()
                + " line 2: must have 4 numbers, later than the line before of the same trial; got 7,1,0.5");
  }

  @Test
  void saysHowFarAShorterSweepCanBeTrusted() throws IOException {
    List<RankTrust> trust = SweepResults.open(folder.path()).trust();
    assertThat(trust).extracting(RankTrust::share).containsExactly(0.25, 0.5);
    // Of three pairs one is turned: (2 - 1) / 3. At half of the budget none is.
    assertThat(trust.get(0).tau().tau()).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(trust.get(1).tau().tau()).isCloseTo(1, within(1e-12));
  }

  @Test
  void theSummaryAndTheTableAreWrittenAnew() throws IOException {
    SweepResults sweep = SweepResults.open(folder.path());
    sweep.write();
    assertThat(Files.readString(folder.summaryFile()))
        .startsWith("# dims\n\nHow wide?\n\n3 points, 5 seeds each, 40 iterations. The faces are")
        .contains("\n| ae_dims=64 | 5 | 0.20000 | 0.19804 to 0.20196 | 40 |  | 16.00 | 432 |\n")
        .contains("Best by the mean of luma_mse (lower is better): ae_dims=64.\n")
        .contains(
            "Against the next, ae_dims=32, over the same seeds: the first is better by 42.9 % to"
                + " 42.9 %.")
        .endsWith("- t0015, ae_dims=96, seed 5: timed out; took long\n");
    List<String> csv = Files.readAllLines(folder.trialsFile());
    assertThat(csv).hasSize(16);
    assertThat(csv.get(0))
        .startsWith("trial,ae_dims,seed,status,iterations,train_s,wall_s,peak_resident_mib,");
    assertThat(csv.get(1)).startsWith("1,32,1,done,40,20.0,23.0,400.0,");
    assertThat(sweep.table().column("luma_mse").size()).isEqualTo(3);
  }

  @Test
  void chartsAreDrawnOfWhatThereIs() throws IOException {
    SweepResults sweep = SweepResults.open(folder.path());
    assertThat(SweepCharts.write(sweep))
        .extracting(path -> path.getFileName().toString())
        .containsExactly(
            "curves_iterations.png",
            "curves_seconds.png",
            "points.png",
            "quality_throughput.png",
            "quality_memory.png");
    assertThat(folder.charts().resolve("points.svg")).isNotEmptyFile();
  }

  @Test
  void effectsAreDrawnOfWholeGridsOnly() throws IOException {
    assertThat(SweepCharts.effects(SweepResults.open(folder.path()))).isEmpty();
    // The one that was missing is done after all.
    SweepLedger ledger = SweepLedger.open(folder);
    Trial missing = new Trial(15, Map.of("ae_dims", "96"), 5);
    TrialResult done =
        new TrialResult(
            missing,
            TrialStatus.DONE,
            Optional.empty(),
            40,
            20,
            23,
            464,
            Map.of("luma_mse", 0.502),
            "");
    ledger.append(SweepEntry.Ended.of(done, 0));
    assertThat(SweepCharts.effects(SweepResults.open(folder.path()))).isPresent();
  }

  @Test
  void trainingsThatShareNoStretchHaveNoCurveTogether() throws IOException {
    SweepResults sweep = SweepResults.open(folder.path());
    assertThat(SweepCharts.curves(sweep, SweepResults.CurveAxis.TRAIN_SECONDS)).isPresent();
    sweep.write();
    Files.move(folder.runs(), root.resolve("elsewhere"));
    // Of each width the first seed is over before the second is judged for the first time.
    StringBuilder curves = new StringBuilder("trial,iteration,train_s,luma_mse\r\n");
    for (int trial = 1; trial <= 15; trial++) {
      int seed = (trial - 1) / WIDTHS.size();
      for (int save = 1; save <= 2; save++) {
        curves.append(
            String.format(Locale.ROOT, "%d,%d,%d,0.5\r\n", trial, save, 10 * seed + save));
      }
    }
    Files.writeString(folder.curvesFile(), curves);
    assertThat(SweepCharts.curves(sweep, SweepResults.CurveAxis.TRAIN_SECONDS)).isEmpty();
    assertThat(SweepCharts.curves(sweep, SweepResults.CurveAxis.ITERATIONS)).isPresent();
  }
}
