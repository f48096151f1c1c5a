package org.saehdbw.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
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

  @TestFactory
  Stream<DynamicTest> equalsTheOriginal() {
    return ParityChecks.tests(Interpreter.CHANNELS_LAST);
  }

  @TestFactory
  Stream<DynamicTest> equalsTheOriginalWithItsUpdate() {
    return ParityChecks.tests(Interpreter.CHANNELS_LAST, StepDevice.CPU_SCRIPT);
  }
}
