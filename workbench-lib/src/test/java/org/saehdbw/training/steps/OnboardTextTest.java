package org.saehdbw.training.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.saehdbw.losses.AdversarialOptions;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.losses.StylePowers;
import org.saehdbw.losses.TotalVariation;
import org.saehdbw.optimizers.OptimizerOptions;
import org.saehdbw.optimizers.UpdateScript;
import org.saehdbw.optimizers.Variable;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.Precision;
import org.saehdbw.tensors.ScriptForm;
import org.saehdbw.training.StepFixture;

/**
 * The text of a step with its update, in all forms: an array that it makes is on the device of its
 * inputs. A factory of PyTorch makes its array on the CPU unless it is given a device.
 */
class OnboardTextTest {
  private static final Pattern FACTORY =
      Pattern.compile(
          "torch\\.(zeros|ones|empty|empty_strided|full|tensor|as_tensor|scalar_tensor|arange|range"
              + "|linspace|logspace|eye|rand|randn|randint|randperm|normal|tril_indices"
              + "|triu_indices|complex|sparse_\\w+|\\w+_window)\\([^\\n]*");

  private static final LossOptions EVERYTHING =
      new LossOptions(true, true, true)
          .with(new StylePowers(1, 1))
          .with(new AdversarialOptions(0.1, true, 0.1, 16, 4, TotalVariation.ofPictures()));

  private static List<String> madeOnTheCpu(String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = FACTORY.matcher(text);
    while (matcher.find()) {
      if (!matcher.group().contains("device=")) {
        found.add(matcher.group());
      }
    }
    return found;
  }

  private static String text(StepBody body, StepPart part, Precision precision, boolean adaBelief) {
    List<Parameter> trained = body.parameters(part);
    List<Variable> variables =
        trained.stream().map(p -> new Variable(p.name(), p.dims().sizes())).toList();
    OptimizerOptions options = OptimizerOptions.defaults(1).withLrDropout().withClipNorm(1);
    UpdateScript update =
        UpdateScript.of(
            adaBelief,
            options,
            variables,
            trained.stream().map(Parameter::name).collect(Collectors.toSet()));
    return OnboardEngine.script(
            body, part, List.of(2, 1), ScriptForm.of(precision), trained, update)
        .text();
  }

  @Test
  void makesNoArrayOnTheCpu() {
    StepBody body = StepBody.of(StepFixture.DF, EVERYTHING);
    for (StepPart part : StepPart.values()) {
      for (Precision precision : Precision.values()) {
        for (boolean adaBelief : new boolean[] {true, false}) {
          String text = text(body, part, precision, adaBelief);
          assertThat(text).contains("__torch__.kept(").contains("__torch__.squares(");
          assertThat(madeOnTheCpu(text)).as("%s %s %s", part, precision, adaBelief).isEmpty();
          assertThat(text).doesNotContain(".cpu(").doesNotContain("\"cpu\"");
        }
      }
    }
    StepBody liae = StepBody.of(StepFixture.LIAE, new LossOptions(true, true, true));
    assertThat(madeOnTheCpu(text(liae, StepPart.MODEL, Precision.BF16, true))).isEmpty();
  }

  @Test
  void findsAnArrayThatIsMadeOnTheCpu() {
    assertThat(madeOnTheCpu("a = torch.zeros([1])\nb = torch.ones_like(a)\n"))
        .containsExactly("torch.zeros([1])");
    assertThat(madeOnTheCpu("a = torch.zeros([1], device=d)\nb = torch.hann_window(3)\n"))
        .containsExactly("torch.hann_window(3)");
  }

  @Test
  void namesItsLossesAndConstants() {
    var script =
        StepScript.withUpdate(
            StepFixture.DF,
            LossOptions.defaults(),
            2,
            ScriptForm.PLAIN,
            OptimizerOptions.defaults(1));
    assertThat(script.lossNames())
        .containsExactly(
            "src/dssim", "src/mse", "src/mask_mse", "dst/dssim", "dst/mse", "dst/mask_mse");
    assertThat(script.inputs()).hasSize(StepBody.INPUTS);
    assertThat(script.parts()).containsExactly(script.trained());
    assertThat(script.text()).contains("batch, rates, positions, ").contains("def piece2(");
  }
}
