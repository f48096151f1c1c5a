package org.saehdbw.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.architectures.Network;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.tensors.Precision;
import org.saehdbw.tensors.ScriptForm;
import org.saehdbw.training.onboard.StepDevice;
import org.saehdbw.training.steps.Interpreter;
import org.saehdbw.training.steps.StepScript;

/** The script with channels-last arrays against the original program's numbers. */
class ChannelsLastParityTest {
  @Test
  void movesEachKernelOfManyChannelsOnce() {
    ModelSpec spec = ModelSpec.parse("df-64-16-16-16-8-gray");
    var all = Network.of(spec).parameters();
    String text =
        StepScript.step(
                spec, LossOptions.defaults(), 2, all, new ScriptForm(Precision.FLOAT32, true))
            .text();
    String moved = "torch.contiguous(w%d, memory_format=2)";
    for (int i = 0; i < all.size(); i++) {
      List<Integer> sizes = all.get(i).dims().sizes();
      boolean kernel = sizes.size() == 4 && Math.min(sizes.get(0), sizes.get(1)) >= 8;
      assertThat(text.split(Pattern.quote(String.format(Locale.ROOT, moved, i)), -1))
          .as(all.get(i).name())
          .hasSize(kernel ? 2 : 1);
    }
  }

  /** Every option of the networks, and both forms of the update. */
  @ParameterizedTest
  @CsvSource({
    "df_udtc_color, true",
    "df_udt_gray_96, true",
    "liae_udt_color, false",
    "df_ud_color_gan, true",
    "df_ud_gray_eyes_trueface, false"
  })
  void equalsTheOriginal(String name, boolean updates) {
    ParityChecks.check(
        name, Interpreter.CHANNELS_LAST, updates ? StepDevice.CPU_SCRIPT : StepDevice.HOST);
  }
}
