package org.saehdbw.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.training.steps.StepMemory;

class CostSettingsTest {
  private static final ModelSpec DF = ModelSpec.parse("df-ud-96-32-16-16-16-gray");

  private static CostSettings of(String... words) {
    return new CostSettings(List.of(words));
  }

  @Test
  void becomesWhatAModelIsJudgedBy() {
    LossOptions losses =
        of("gan_power=0.1", "true_face_power=0.02", "face_style_power=3", "gan_power=0.2")
            .losses(DF);
    assertThat(losses.adversaries().gan()).isEqualTo(0.2);
    assertThat(losses.adversaries().patchSize()).isEqualTo(12);
    assertThat(losses.adversaries().width()).isEqualTo(16);
    assertThat(losses.adversaries().trueFace()).isEqualTo(0.02);
    assertThat(losses.adversaries().trainsCode()).isTrue();
    assertThat(losses.styles().face()).isEqualTo(3);
    assertThat(losses.styles().background()).isZero();
    assertThat(of("gan_power=0.1", "gan_patch_size=30").losses(DF).adversaries().patchSize())
        .isEqualTo(30);
  }

  @Test
  void powersOfZeroArePlain() {
    CostSettings zero = of("gan_power=0", "true_face_power=0", "bg_style_power=0");
    assertThat(zero.isPlain()).isTrue();
    assertThat(zero.losses(DF)).isEqualTo(LossOptions.defaults());
    assertThat(CostSettings.NONE.isPlain()).isTrue();
    assertThat(of("bg_style_power=1").isPlain()).isFalse();
  }

  @Test
  void aWayToHoldMemoryDownChangesNoLoss() {
    CostSettings saving = of("micro_batch=2", "activation_checkpointing=y", "save_beside=n");
    assertThat(saving.way()).isEqualTo(new MemoryWay(new StepMemory(2, true), false));
    assertThat(saving.isPlain()).isTrue();
    assertThat(saving.isDefault()).isFalse();
    assertThat(saving.losses(DF)).isEqualTo(LossOptions.defaults());
    assertThat(saving.ways(8)).containsExactly(saving.way());
    assertThat(saving)
        .hasToString("micro_batch 2, activation_checkpointing true, save_beside false");
    assertThat(CostSettings.NONE.way()).isEqualTo(MemoryWay.PLAIN);
    assertThat(CostSettings.NONE.isDefault()).isTrue();
  }

  @Test
  void saysWhatIsSet() {
    assertThat(of("gan_dims=32", "gan_power=0.1")).hasToString("gan_power 0.1, gan_dims 32");
    assertThat(CostSettings.NONE).hasToString("");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "batch_size=3 | --set of plan takes only settings that change the cost of a step:"
            + " true_face_power, gan_power, gan_patch_size, gan_dims, face_style_power,"
            + " bg_style_power, micro_batch, activation_checkpointing, save_beside; got batch_size",
        "gan_power | --set takes KEY=VALUE, got 'gan_power'",
        "=1 | --set takes KEY=VALUE, got '=1'",
        "gan_power=9 | gan_power must be a number from 0 to 5, got '9' (--set)",
        "gan_dims=32 | gan_dims has no effect while gan_power is 0, got 32",
        "gan_patch_size=24 | gan_patch_size has no effect while gan_power is 0, got 24",
      })
  void refusesWhatChangesNoCost(String word, String message) {
    assertThatIllegalArgumentException().isThrownBy(() -> of(word)).withMessage(message);
  }

  @Test
  void refusesWhatAModelCannotBeJudgedBy() {
    ModelSpec liae = ModelSpec.parse("liae-ud-96-32-16-16-16-gray");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("true_face_power=0.1").losses(liae))
        .withMessage(
            "true_face_power must be 0 for liae-ud-96-32-16-16-16-gray: only df has one code of"
                + " both persons");
  }
}
