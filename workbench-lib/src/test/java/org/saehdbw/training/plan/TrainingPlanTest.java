package org.saehdbw.training.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.dataloaders.CacheOptions;
import org.saehdbw.dataloaders.ToneOptions;
import org.saehdbw.faces.FaceType;
import org.saehdbw.pictures.GrayFrom;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.tensors.Precision;
import org.saehdbw.training.onboard.UpdatePlace;
import org.saehdbw.training.steps.Interpreter;
import org.saehdbw.transfers.TransferMode;

class TrainingPlanTest {
  private static TrainingPlan plan(String... words) throws SettingsException {
    return TrainingPlan.of(SettingsReader.readWords(TrainingSettings.defaults(), List.of(words)));
  }

  @Test
  void defaultsAreDeepFaceLabs() throws SettingsException {
    TrainingPlan plan = plan();
    assertThat(plan.spec().toString()).isEqualTo("liae-ud-128-256-64-64-22-gray");
    assertThat(plan.stage()).isEqualTo(Stage.TRAIN);
    assertThat(plan.faceType()).isEqualTo(FaceType.FULL);
    assertThat(plan.losses().maskedTraining()).isTrue();
    assertThat(plan.losses().eyesMouthPrio()).isFalse();
    assertThat(plan.samples().augment().randomWarp()).isTrue();
    assertThat(plan.samples().augment().randomSrcFlip()).isFalse();
    assertThat(plan.samples().augment().randomDstFlip()).isTrue();
    assertThat(plan.samples().picture().eyesMouth()).isFalse();
    assertThat(plan.optimizer().learningRate()).isEqualTo(5e-5);
    assertThat(plan.optimizer().clipNorm()).isZero();
    assertThat(plan.interpreter()).isEqualTo(Interpreter.SCRIPT);
  }

  @Test
  void pretrainingOverridesWhatTheOriginalOverrides() throws SettingsException {
    TrainingPlan plan = plan("pretrain=y", "lr_dropout=y", "random_warp=y", "clipgrad=y");
    assertThat(plan.stage()).isEqualTo(Stage.PRETRAIN);
    assertThat(plan.samples().augment().randomWarp()).isFalse();
    assertThat(plan.samples().augment().uniformYaw()).isTrue();
    assertThat(plan.samples().augment().randomSrcFlip()).isTrue();
    assertThat(plan.samples().augment().randomDstFlip()).isTrue();
    assertThat(plan.optimizer().lrDropout()).isEqualTo(1);
    assertThat(plan.optimizer().clipNorm()).isEqualTo(1);
  }

  @Test
  void settingsReachTheirParts() throws SettingsException {
    TrainingPlan plan =
        plan(
            "lr_dropout=cpu",
            "eyes_mouth_prio=1",
            "threads=1",
            "batch_size=6",
            "scale_low=0.9",
            "keep_last=5",
            "keep_every=100",
            "interpreter=eager");
    assertThat(plan.optimizer().lrDropout()).isEqualTo(0.3);
    assertThat(plan.optimizer().lrCosPeriod()).isEqualTo(500);
    assertThat(plan.samples().picture().eyesMouth()).isTrue();
    assertThat(plan.samples().batch().batchSize()).isEqualTo(6);
    assertThat(plan.samples().augment().scaleRange().low()).isEqualTo(0.9);
    assertThat(plan.threads()).isEqualTo(1);
    assertThat(plan.keep().last()).isEqualTo(5);
    assertThat(plan.keep().everyNth()).isEqualTo(100);
    assertThat(plan.interpreter()).isEqualTo(Interpreter.EAGER);
  }

  @Test
  void samplesTakeTransferFilmAndCache() throws SettingsException {
    TrainingPlan plan =
        plan(
            "ct_mode=sot",
            "gray_from=ortho",
            "random_gamma_power=0.1",
            "random_contrast_power=0.2",
            "random_grain_power=0.3",
            "random_softness_power=0.4",
            "prefetch=3",
            "cache_dir=/somewhere",
            "cache_mib=7",
            "precision=bf16");
    assertThat(plan.samples().augment().transfer()).isEqualTo(TransferMode.SOT);
    assertThat(plan.samples().picture().grayFrom()).isEqualTo(GrayFrom.ORTHOCHROMATIC);
    assertThat(plan.samples().tone()).isEqualTo(new ToneOptions(0, 0.1, 0.2, 0.3, 0.4));
    assertThat(plan.samples().batch().prefetch()).isEqualTo(3);
    assertThat(plan.samples().cache()).isEqualTo(new CacheOptions(Path.of("/somewhere"), 7));
    assertThat(plan.precision()).isEqualTo(Precision.BF16);
    assertThat(plan("pretrain=y", "ct_mode=sot").samples().augment().transfer())
        .isEqualTo(TransferMode.NONE);
  }

  @Test
  void whatContradictsItselfIsRefused() {
    assertThatThrownBy(() -> plan("precision=bf16", "interpreter=eager"))
        .isInstanceOf(SettingsException.class)
        .hasMessage("precision must be float32 with interpreter eager (--set), got bf16 (--set)");
    assertThatThrownBy(() -> plan("random_hsv_power=0.1"))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "random_hsv_power must be 0 for a gray model, got 0.1; random_gamma_power,"
                + " random_contrast_power, random_grain_power and random_softness_power vary gray"
                + " samples (--set)");
  }

  @ParameterizedTest
  @CsvSource({
    "interpreter=eager,'interpreter must be script or channels_last with %s, got eager (--set)'",
    "activation_checkpointing=y,"
        + "'activation_checkpointing must be false with %s, got true (--set)'",
    "memory_mib=900,'memory_mib must be 0 with %s: memory is not predicted for it, got 900 (--set)'"
  })
  void anUpdateOnTheDeviceRefusesWhatItCannotDo(String word, String message)
      throws SettingsException {
    assertThat(plan(word, "update=auto").step().update()).isEqualTo(UpdatePlace.AUTO);
    assertThatThrownBy(() -> plan(word, "update=script"))
        .isInstanceOf(SettingsException.class)
        .hasMessage(message.formatted("update script (--set)"));
    assertThatThrownBy(() -> plan(word, "device=cuda:1"))
        .isInstanceOf(SettingsException.class)
        .hasMessage(message.formatted("device cuda:1 (--set)"));
    assertThat(StepOptions.refusalOfCard(plan(word).settings()))
        .contains(message.formatted("a card"));
  }

  @Test
  void aCardUpdatesItsWeightsItself() throws SettingsException {
    assertThatThrownBy(() -> plan("update=host", "device=cuda:0"))
        .isInstanceOf(SettingsException.class)
        .hasMessage("update must be auto or script with device cuda:0 (--set), got host (--set)");
    assertThat(StepOptions.refusalOfCard(plan("update=host").settings()))
        .contains("update must be auto or script with a card, got host (--set)");
    assertThat(StepOptions.refusalOfCard(plan("micro_batch=2").settings())).isEmpty();
    assertThat(plan("update=script", "device=cuda:0").step().update())
        .isEqualTo(UpdatePlace.SCRIPT);
  }

  @Test
  void aForcedDeviceIsANameWithItsMemory() {
    assertThatThrownBy(() -> plan("forced_device_memory_mib=2048"))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "forced_device must have a name and a memory_mib of at least 1, got name '' (default)"
                + " and memory_mib 2048 (--set)");
    assertThatThrownBy(() -> plan("forced_device_name=GTX 960"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("got name 'GTX 960'");
  }

  @Test
  void refusesWhatIsNoModel() {
    assertThatThrownBy(() -> plan("e_dims=17"))
        .isInstanceOf(SettingsException.class)
        .hasMessage("e_dims must be even and between 16 and 256, got 17; nearest is 18 (--set)");
  }
}
