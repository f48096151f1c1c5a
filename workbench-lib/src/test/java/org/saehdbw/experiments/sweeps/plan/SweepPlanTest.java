package org.saehdbw.experiments.sweeps.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.checkpoints.KeepPolicy;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.devices.DeviceChoice;
import org.saehdbw.training.plan.SaveSchedule;
import org.saehdbw.training.plan.TrainingTarget;

class SweepPlanTest {
  private static final Map<String, String> BASE =
      Map.of(
          "model", "df-ud-64-32-16-16-16",
          "pretrain", "true",
          "pretraining_data", "drawn:8,size=64");

  @TempDir private Path runs;

  private static ExperimentBuilder small() {
    return Experiment.builder().name("small").base(BASE).budget(SweepBudget.iterations(100));
  }

  private static Axis values(String... each) {
    return new Axis.Values(List.of(each));
  }

  private List<Map<String, String>> points(ExperimentBuilder builder)
      throws SettingsException, IOException {
    return SweepPlan.of(builder.build(), runs).points().stream()
        .map(SweepPlan.PlannedPoint::point)
        .toList();
  }

  private void assertRefused(ExperimentBuilder builder, String message) {
    assertThatThrownBy(() -> points(builder))
        .isInstanceOf(SettingsException.class)
        .hasMessage(message);
  }

  @Test
  void aGridIsEveryCombinationTheLastKeyFastest() throws Exception {
    Map<String, Axis> over = new LinkedHashMap<>();
    over.put("ae_dims", values("32", "64"));
    over.put("learning_rate", values("1e-5", "1e-4"));
    assertThat(points(small().over(over)))
        .extracting(Trial::text)
        .containsExactly(
            "ae_dims=32 learning_rate=1e-5",
            "ae_dims=32 learning_rate=1e-4",
            "ae_dims=64 learning_rate=1e-5",
            "ae_dims=64 learning_rate=1e-4");
  }

  @Test
  void listedModelsCrossedWithRates() throws Exception {
    assertThat(
            points(
                small()
                    .points(
                        List.of(Map.of("model", "df-ud-64-48-16-16-16"), Map.of("e_dims", "18")))
                    .over(Map.of("learning_rate", values("1e-5", "1e-4")))))
        .extracting(Trial::text)
        .containsExactly(
            "df-ud-64-48-16-16-16 learning_rate=1e-5",
            "df-ud-64-48-16-16-16 learning_rate=1e-4",
            "e_dims=18 learning_rate=1e-5",
            "e_dims=18 learning_rate=1e-4");
  }

  @Test
  void randomPointsAreTheSameForTheSameSeedAndWithinTheirRanges() throws Exception {
    Map<String, Axis> over = new LinkedHashMap<>();
    over.put("e_dims", new Axis.Range(16, 31, false, 4));
    over.put("learning_rate", new Axis.Range(1e-5, 1e-3, true, 0));
    List<Map<String, String>> points = points(small().over(over).samples(60));
    assertThat(points).hasSize(60).doesNotHaveDuplicates();
    assertThat(points(small().over(over).samples(60))).isEqualTo(points);
    assertThat(points(small().over(over).samples(60).searchSeed(2))).isNotEqualTo(points);
    assertThat(points).extracting(p -> p.get("e_dims")).containsOnly("16", "20", "24", "28");
    List<Double> rates =
        points.stream().map(p -> Double.parseDouble(p.get("learning_rate"))).toList();
    assertThat(rates).allMatch(rate -> rate >= 1e-5 && rate <= 1e-3);
    // Half of them lie below the middle of the exponents; a tenth would on an even scale.
    assertThat(rates.stream().filter(rate -> rate < 1e-4).count()).isBetween(20L, 40L);
    assertRefused(
        small().over(Map.of("ae_dims", values("32", "64"))).samples(3),
        "samples is 3, but only 2 different points were found in 300 draws (small)");
  }

  @Test
  void tooManyPointsAreRefusedNotLeftOut() {
    assertRefused(
        small().over(Map.of("learning_rate", new Axis.Range(1e-5, 1e-3, true, 0))).samples(10_001),
        "a sweep has at most 10000 points, got samples 10001 (small)");
  }

  @Test
  void impossiblePointsAreNamedBeforeAnythingRuns() {
    assertRefused(
        small().over(Map.of("e_dims", values("16", "17"))),
        "point 2 (e_dims=17): e_dims must be even and between 16 and 256, got 17; nearest is 18"
            + " (base, point)");
    assertRefused(
        small().over(Map.of("bach_size", values("4"))),
        "point 1 (bach_size=4): unknown key 'bach_size' (point); nearest is batch_size");
    assertRefused(
        small().over(Map.of("pretraining_data", values("drawn:8,size=64", "nowhere"))),
        String.format(
            Locale.ROOT,
            "point 2 (pretraining_data=nowhere): pretraining_data: no such folder: %s (point)",
            Path.of("nowhere").toAbsolutePath()));
    assertRefused(
        small().over(Map.of("seed", values("1", "2"))),
        "point 1 (seed=1): seed is said by the sweep's seeds");
    assertRefused(
        small().base(Map.of("target_iter", "5")).over(Map.of("ae_dims", values("32"))),
        "base: target_iter is said by the sweep's budget: iterations");
    assertThat(runs).isEmptyDirectory();
  }

  @Test
  void figuresThatDoNotRankAreRefusedBeforeTheFirstTrial() throws Exception {
    Map<String, Axis> over = Map.of("ae_dims", values("32"));
    assertRefused(
        small().over(over).metric("luma_msr"),
        "metric: unknown figure 'luma_msr'; nearest is luma_mse (small)");
    assertRefused(
        small().over(over).metric("sharpness_ratio"),
        "metric must be a figure that ranks: sharpness_ratio is best at 1, neither lower nor higher is better (small)");
    assertRefused(
        small().over(over).budget(SweepBudget.until("luma_psnr_dbs", 24, 9)),
        "budget: until: unknown figure 'luma_psnr_dbs'; nearest is luma_psnr_db (small)");
    for (String fit : List.of("held_out_dst_error", "src/dssim", "train_s", "mask_iou_src")) {
      assertThat(points(small().over(over).metric(fit))).hasSize(1);
    }
  }

  @Test
  void doublesAreFoundHoweverTheyAreWritten() {
    assertRefused(
        small()
            .points(
                List.of(
                    Map.of("model", "df-ud-64-48-16-16-16"),
                    Map.of("model", "df-ud-64-32-16-16-16"),
                    Map.of("ae_dims", "48"))),
        "points 1 (df-ud-64-48-16-16-16) and 3 (ae_dims=48) are the same");
    assertRefused(
        small().over(Map.of("learning_rate", values("0.0001", "1e-4"))),
        "points 1 (learning_rate=0.0001) and 2 (learning_rate=1e-4) are the same");
  }

  @Test
  void trialsSpareWhatNobodyLooksAtUnlessTheBaseWantsIt() throws Exception {
    Map<String, Axis> over = Map.of("ae_dims", values("32"));
    Settings settings = SweepPlan.of(small().over(over).build(), runs).points().get(0).settings();
    assertThat(settings.get(SaveSchedule.PICTURES)).isEqualTo(SaveSchedule.Pictures.NONE);
    assertThat(settings.get(DeviceChoice.DEVICE)).isEqualTo("cpu");
    assertThat(settings.get(KeepPolicy.KEEP_LAST)).isEqualTo(1);
    assertThat(settings.get(SaveSchedule.SAVE_INTERVAL_ITER)).isEqualTo(13);
    assertThat(settings.get(TrainingTarget.TARGET_ITER)).isEqualTo(100);
    Map<String, String> base = new LinkedHashMap<>(BASE);
    base.put("pictures", "last");
    base.put("save_interval_iter", "40");
    Settings wanted =
        SweepPlan.of(small().over(over).base(base).build(), runs).points().get(0).settings();
    assertThat(wanted.get(SaveSchedule.PICTURES)).isEqualTo(SaveSchedule.Pictures.LAST);
    assertThat(wanted.get(SaveSchedule.SAVE_INTERVAL_ITER)).isEqualTo(40);
    Experiment timed = small().over(over).budget(SweepBudget.seconds(48)).build();
    assertThat(
            SweepPlan.of(timed, runs)
                .points()
                .get(0)
                .settings()
                .get(SaveSchedule.SAVE_INTERVAL_MIN))
        .isEqualTo(0.1);
  }
}
