package org.saehdbw.training.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.MetricsWriter;
import org.saehdbw.runs.metrics.StageTimes;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;

class TrainingTargetTest {
  @TempDir private Path root;
  private RunFolder run;

  @BeforeEach
  void makeTheRun() throws IOException {
    run = RunFolder.create(root, "run", 1);
  }

  private TrainingTarget target(long iteration, String... words)
      throws SettingsException, IOException {
    Settings settings = SettingsReader.readWords(TrainingSettings.defaults(), List.of(words));
    return TrainingTarget.of(
        settings, run, iteration, StageProgress.of(settings, List.of(), iteration, run));
  }

  private static MetricsRow row(long iteration, double millis) {
    return new MetricsRow(iteration, 0, millis, 0, 1, 1, 1, StageTimes.UNKNOWN);
  }

  @Test
  void withoutATargetTrainingGoesOn() throws Exception {
    assertThat(target(0).reached(1_000_000)).isEmpty();
    assertThat(target(0, "target_iter=5").reached(4)).isEmpty();
    assertThat(target(0, "target_iter=5").reached(5)).contains("target_iter");
  }

  @Test
  void timeOfIterationsCountsThoseOfEarlierSessions() throws Exception {
    try (MetricsWriter metrics = MetricsWriter.open(run.metricsFile())) {
      metrics.write(row(1, 700));
      metrics.write(row(2, 200));
    }
    TrainingTarget target = target(2, "target_train_s=1");
    assertThat(target.reached(2)).isEmpty();
    target.iterated(row(3, 99.9));
    assertThat(target.reached(3)).isEmpty();
    target.iterated(row(4, 0.2));
    assertThat(target.reached(4)).contains("target_train_s");
  }

  @Test
  void aQualityIsWaitedForAtSaves() throws Exception {
    TrainingTarget psnr = target(0, "target_quality=luma_psnr_db>=24", "target_iter=9");
    psnr.judged(OptionalDouble.empty(), Map.of("luma_psnr_db", 23.9));
    assertThat(psnr.reached(3)).isEmpty();
    psnr.judged(OptionalDouble.empty(), Map.of("luma_psnr_db", 24.0));
    assertThat(psnr.reached(4)).contains("target_quality");
    TrainingTarget error = target(0, "target_quality=luma_mse<=1e-2", "target_iter=9");
    error.judged(OptionalDouble.empty(), Map.of("luma_mse", 0.011));
    assertThat(error.reached(9)).contains("target_iter");
    error.judged(OptionalDouble.empty(), Map.of("luma_mse", 0.01));
    assertThat(error.reached(9)).contains("target_quality");
  }

  @Test
  void whatASaveWasJudgedIsRememberedOnResume() throws Exception {
    run.eventLog().append(EventKind.SAVED, Map.of("iteration", 4, "luma_mse", 0.001));
    run.eventLog().append(EventKind.SAVED, Map.of("iteration", 6, "luma_mse", 0.003));
    assertThat(target(4, "target_quality=luma_mse<=0.002").reached(4)).contains("target_quality");
    assertThat(target(6, "target_quality=luma_mse<=0.002").reached(6)).isEmpty();
  }

  @Test
  void aFigureThatNobodyMeasuresIsNotWaitedForInVain() throws Exception {
    TrainingTarget target = target(0, "target_quality=luma_mse<=0.1");
    assertThatThrownBy(() -> target.judged(OptionalDouble.empty(), Map.of("mask_iou", 1.0)))
        .isInstanceOf(TrainingException.class)
        .hasMessage(
            "target_quality must name a figure of held-out faces, got luma_mse; there are"
                + " [mask_iou]");
    assertThatThrownBy(() -> target.judged(OptionalDouble.empty(), Map.of()))
        .hasMessageEndingWith("there are none, as no faces are held out");
    assertThatThrownBy(() -> target(0, "target_quality=luma_mse<0.1"))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "target_quality must be a figure and its bound, such as luma_psnr_db>=24, got"
                + " 'luma_mse<0.1' (--set)");
  }
}
