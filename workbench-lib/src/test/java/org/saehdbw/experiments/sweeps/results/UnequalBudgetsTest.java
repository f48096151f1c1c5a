package org.saehdbw.experiments.sweeps.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.charts.SweepCharts;
import org.saehdbw.experiments.sweeps.plan.Axis;
import org.saehdbw.experiments.sweeps.plan.Experiment;
import org.saehdbw.experiments.sweeps.plan.ExperimentBuilder;
import org.saehdbw.experiments.sweeps.plan.ExperimentFile;
import org.saehdbw.experiments.sweeps.plan.Halving;
import org.saehdbw.experiments.sweeps.plan.SweepBudget;
import org.saehdbw.experiments.sweeps.plan.SweepFolder;
import org.saehdbw.experiments.sweeps.plan.Trial;
import org.saehdbw.experiments.sweeps.plan.TrialFigures;

/** Ledgers written by hand, in which not every point had the same training. */
class UnequalBudgetsTest {
  @TempDir private Path root;

  private static ExperimentBuilder small() {
    return Experiment.builder()
        .name("small")
        .base(Map.of("model", "df-ud-64-32-16-16-16"))
        .budget(SweepBudget.iterations(8));
  }

  /** Begins a sweep of these values of ae_dims; trials are numbered seed after seed. */
  private SweepLedger plan(ExperimentBuilder builder, List<String> widths, int seeds)
      throws IOException {
    SweepFolder folder = new SweepFolder(root.resolve("small"));
    Files.createDirectories(folder.runs());
    ExperimentFile.write(
        folder.experimentFile(), builder.over(Map.of("ae_dims", new Axis.Values(widths))).build());
    SweepLedger ledger = SweepLedger.open(folder);
    int number = 0;
    for (int seed = 1; seed <= seeds; seed++) {
      for (String width : widths) {
        ledger.append(new SweepEntry.Planned(++number, Map.of("ae_dims", width), seed));
      }
    }
    return ledger;
  }

  private static void end(
      SweepLedger ledger, int trial, int rung, long iterations, double... figures)
      throws IOException {
    Map<String, Double> named = new LinkedHashMap<>();
    named.put("luma_mse", figures[0]);
    if (figures.length > 1) {
      named.put(TrialFigures.REACHED, figures[1]);
    }
    named.put(TrialFigures.SAMPLES_PER_SECOND, 10.0 * trial);
    TrialResult result =
        new TrialResult(
            new Trial(trial, Map.of(), 1),
            TrialStatus.DONE,
            Optional.empty(),
            iterations,
            iterations,
            iterations,
            100,
            named,
            "");
    ledger.append(SweepEntry.Ended.of(result, rung));
  }

  private SweepResults results() throws IOException {
    return SweepResults.open(root.resolve("small"));
  }

  @Test
  void halvingRanksByRungsBeforeMeans() throws IOException {
    SweepLedger ledger =
        plan(small().halving(Optional.of(new Halving(2, 2))), List.of("32", "64", "96", "128"), 1);
    // At the first rung all four, at 4 iterations two, at 8 the one that got worse.
    double[] first = {0.5, 0.4, 0.3, 0.2};
    for (int i = 0; i < first.length; i++) {
      end(ledger, i + 1, 0, 2, first[i]);
    }
    end(ledger, 3, 1, 4, 0.28);
    end(ledger, 4, 1, 4, 0.19);
    end(ledger, 4, 2, 8, 0.6);
    SweepResults sweep = results();
    assertThat(sweep.ranked())
        .extracting(point -> point.text() + " rung " + sweep.rung(point))
        .containsExactly(
            "ae_dims=128 rung 3", "ae_dims=96 rung 2", "ae_dims=64 rung 1", "ae_dims=32 rung 1");
    assertThat(SweepSummary.text(sweep))
        .contains("\n| ae_dims=96 | 1 | 0.28000 |  | 4 (rung 2 of 3) |  | 30.00 | 100 |\n")
        .contains(
            "Best by the mean of luma_mse (lower is better), of the points that came to 8"
                + " iterations: ae_dims=128.\n")
        .contains(
            "Against the next, ae_dims=96, over the same seeds: no verdict: it came to 4"
                + " iterations, the first to 8.");
    assertThat(SweepCharts.all(sweep)).containsOnlyKeys("points");
  }

  @Test
  void aPointsSeedsAreComparedAtARungThatAllCameTo() throws IOException {
    SweepLedger ledger = plan(small().halving(Optional.of(new Halving(2, 2))), List.of("32"), 2);
    end(ledger, 1, 0, 2, 0.4);
    end(ledger, 2, 0, 2, 0.6);
    end(ledger, 1, 1, 4, 0.1);
    // (0.4 + 0.6) / 2: the second seed has not come further.
    assertThat(results().points().get(0).mean("luma_mse")).isEqualTo(0.5);
    assertThat(results().results().get(0).iterations()).isEqualTo(4);
  }

  @Test
  void trialsThatNeverGotToTheQualityDoNotCountAsWhatItTakes() throws IOException {
    SweepLedger ledger =
        plan(
            small().budget(SweepBudget.until("luma_mse", 0.2, 100)).metric("iterations"),
            List.of("32", "64"),
            5);
    // The first width is quick, but two of its five seeds end at 100 iterations.
    for (int seed = 0; seed < 5; seed++) {
      boolean reached = seed < 3;
      end(ledger, 2 * seed + 1, 0, reached ? 10 + seed : 100, 0.2, reached ? 1 : 0);
      end(ledger, 2 * seed + 2, 0, 50 + seed, 0.2, 1);
    }
    SweepResults sweep = results();
    assertThat(sweep.ranked())
        .extracting(PointResult::text)
        .containsExactly("ae_dims=64", "ae_dims=32");
    PointResult quick = sweep.points().get(0);
    assertThat(quick.mean(TrialFigures.ITERATIONS)).isEqualTo(11);
    assertThat(quick.bySeed(TrialFigures.TRAIN_SECONDS)).containsOnlyKeys(1L, 2L, 3L);
    assertThat(quick.mean("luma_mse")).isEqualTo(0.2);
    assertThat(quick.interval(TrialFigures.ITERATIONS)).isEmpty();
    assertThat(SweepSummary.text(sweep))
        .contains("| 11 (reached in 3 of 5) |")
        .contains("| 52 (reached in 5 of 5) |")
        .contains(
            "Against the next, ae_dims=32, over the same seeds: no verdict: not every seed of both"
                + " reached the quality.");
  }

  @Test
  void drawnFacesAreFoundWhereverTheyAreNamed() throws IOException {
    plan(small(), List.of("32"), 1);
    assertThat(results().drawn()).isFalse();
    plan(small().points(List.of(Map.of("src", "drawn:8,size=64"))), List.of("32"), 1);
    assertThat(results().drawn()).isTrue();
    Axis faces = new Axis.Values(List.of("datasets/mine", "drawn:8,size=64"));
    ExperimentFile.write(
        new SweepFolder(root.resolve("small")).experimentFile(),
        small().over(Map.of("pretraining_data", faces)).build());
    assertThat(results().drawn()).isTrue();
  }

  @Test
  void pointsOfSeveralResolutionsGetNoVerdict() throws IOException {
    SweepFolder folder = new SweepFolder(root.resolve("small"));
    Files.createDirectories(folder.runs());
    List<String> models =
        List.of("df-ud-64-32-16-16-16", "df-ud-96-32-16-16-16", "df-ud-96-64-16-16-16");
    ExperimentBuilder builder =
        small().points(models.stream().map(model -> Map.of("model", model)).toList());
    ExperimentFile.write(folder.experimentFile(), builder.build());
    SweepLedger ledger = SweepLedger.open(folder);
    double[] errors = {0.1, 0.3, 0.2};
    for (int trial = 1; trial <= models.size(); trial++) {
      Map<String, String> point = Map.of("model", models.get(trial - 1));
      ledger.append(new SweepEntry.Planned(trial, point, 1));
      end(ledger, trial, 0, 8, errors[trial - 1]);
    }
    SweepResults sweep = results();
    assertThat(SweepSummary.words(sweep))
        .containsExactly(
            "The points have several resolutions. Each is judged at its own, and by fewer faces the"
                + " larger it is, so figures of different resolutions are not comparable, and"
                + " no verdict is given between them.",
            "",
            "Best of resolution 64 by the mean of luma_mse (lower is better):"
                + " df-ud-64-32-16-16-16.",
            "",
            "Best of resolution 96 by the mean of luma_mse (lower is better):"
                + " df-ud-96-64-16-16-16.",
            "",
            "Against the next, df-ud-96-32-16-16-16, over the same seeds: no verdict: 1 seed, five"
                + " are needed.");
    assertThat(SweepCharts.all(sweep)).containsOnlyKeys("points");
    // What training costs compares at any resolution.
    ExperimentFile.write(
        folder.experimentFile(), builder.metric(TrialFigures.SAMPLES_PER_SECOND).build());
    assertThat(results().comparable()).containsOnlyKeys(0);
  }
}
