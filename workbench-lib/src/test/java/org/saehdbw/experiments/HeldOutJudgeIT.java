package org.saehdbw.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.training.PreparedRun;
import org.saehdbw.training.Trainer;
import org.saehdbw.training.TrainerListener;
import org.saehdbw.training.plan.TrainingSettings;

/** Trains two drawn persons for real, with and without the judge. */
class HeldOutJudgeIT {
  private static final int ITERATIONS = 4;
  private static final List<String> FILES =
      List.of("weights.safetensors", "optimizer.safetensors", "state.json");

  @TempDir private static Path runs;
  private static final List<String> WARNINGS = new ArrayList<>();

  /** Judged at every iteration: tests read it. */
  private static RunFolder judged;

  @BeforeAll
  static void trainJudged() throws Exception {
    judged = train(new HeldOutJudge(WARNINGS::add));
  }

  private static RunFolder train(TrainerListener listener, String... more)
      throws SettingsException, IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(
            List.of(
                "model=df-ud-64-32-16-16-16",
                "face_type=wf",
                "src=drawn:20,size=64,identity=0",
                "dst=drawn:20,size=64,seed=2,identity=1",
                "held_out=0.3",
                "lr_dropout=y",
                "ct_mode=rct",
                "batch_size=2",
                "threads=1",
                "save_interval_iter=1",
                "keep_last=9",
                "target_iter=" + ITERATIONS));
    words.addAll(List.of(more));
    Settings settings = SettingsReader.readWords(TrainingSettings.defaults(), words);
    PreparedRun run = PreparedRun.create(settings, runs, Optional.empty());
    Trainer.run(run, listener, () -> false);
    return run.folder();
  }

  private static List<Map<String, Object>> saved(RunFolder run) throws IOException {
    return run.events().stream()
        .filter(event -> event.kind() == EventKind.SAVED)
        .map(Event::fields)
        .toList();
  }

  private static double figure(Map<String, Object> saved, String key) {
    return ((Number) saved.get(key)).doubleValue();
  }

  @Test
  void judgingAtEveryIterationChangesNoByte()
      throws SettingsException, IOException, InterruptedException {
    RunFolder alone = train(TrainerListener.NONE);
    assertThat(saved(judged)).hasSize(ITERATIONS);
    for (int iteration = 1; iteration <= ITERATIONS; iteration++) {
      String generation = String.format(Locale.ROOT, "%09d", iteration);
      for (String file : FILES) {
        assertThat(Files.readAllBytes(judged.checkpoints().resolve(generation).resolve(file)))
            .as(generation + " " + file)
            .isEqualTo(Files.readAllBytes(alone.checkpoints().resolve(generation).resolve(file)));
      }
    }
    // Every batch was the same too, or losses would not be.
    assertThat(losses(judged)).isEqualTo(losses(alone)).hasSize(2 * ITERATIONS);
    assertThat(WARNINGS).isEmpty();
  }

  private static List<Float> losses(RunFolder run) throws IOException {
    List<Float> losses = new ArrayList<>();
    MetricsReader.readAll(run.metricsFile())
        .rows()
        .forEach(row -> losses.addAll(List.of(row.srcLoss(), row.dstLoss())));
    return losses;
  }

  @Test
  void figuresOfTwoDrawnPersonsAreSaved() throws IOException {
    Map<String, Object> last = saved(judged).get(ITERATIONS - 1);
    List<String> names =
        List.of(
            "luma_mse",
            "luma_psnr_db",
            "luma_ssim",
            "mask_iou",
            "eyes_mouth_mse",
            "sharpness_ratio");
    for (String name : names) {
      assertThat(figure(last, name))
          .as(name)
          .isCloseTo(
              (figure(last, name + "_src") + figure(last, name + "_dst")) / 2, within(1e-12));
    }
    // Of a gray model the luma error is the error.
    assertThat(figure(last, "luma_mse_src"))
        .isCloseTo(figure(last, "held_out_src_error"), within(1e-12));
    assertThat(figure(last, "luma_mse_dst"))
        .isCloseTo(figure(last, "held_out_dst_error"), within(1e-12));
    assertThat(figure(last, "luma_psnr_db_dst"))
        .isCloseTo(-10 * Math.log10(figure(last, "luma_mse_dst")), within(1e-12));
    assertThat(figure(last, "sharpness_ratio")).as("nothing learnt yet").isBetween(0.0, 0.7);
    assertThat(figure(last, "swap_identity_share")).isBetween(0.3, 0.7);
    assertThat(figure(last, "swap_pose_error")).isBetween(0.0, 29.2);
    assertThat(last).containsKeys("swap_identity_error", "swap_expression_error");
    assertThat(last).containsKeys("mean_face_src_error", "mean_face_dst_error");
  }

  @Test
  void oneSidesFiguresDoNotNeedAsManyFacesOnTheOther()
      throws SettingsException, IOException, InterruptedException {
    Map<String, Object> last =
        saved(
                train(
                    new HeldOutJudge(warning -> {}),
                    "dst=drawn:12,size=64,identity=1+2",
                    "model=df-ud-64-32-16-16-16-colour",
                    "target_iter=1"))
            .get(0);
    assertThat(last).containsKeys("luma_mse_src", "luma_mse_dst");
    assertThat(last).as("dst is two people").doesNotContainKey("swap_identity_share");
    assertThat(figure(last, "luma_mse_src")).isNotEqualTo(figure(last, "held_out_src_error"));
  }
}
