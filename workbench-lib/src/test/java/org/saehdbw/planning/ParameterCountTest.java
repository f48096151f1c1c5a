package org.saehdbw.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.saehdbw.architectures.ModelCost;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.testing.Amount;
import org.saehdbw.training.steps.Interpreter;
import org.saehdbw.training.steps.ModelStep;

class ParameterCountTest {
  @Test
  void formulasKnowTheTablesTotals() {
    assertThat(ClosedFormulas.total(ModelSpec.parse("df-udt-192-128-48-32-16-gray")))
        .isEqualTo(29_799_818);
    assertThat(ClosedFormulas.total(ModelSpec.parse("liae-ud-192-96-32-32-16-colour")))
        .isEqualTo(20_880_221);
  }

  @Test
  void countsFiveHundredSpecsAsTheFormulasDo() {
    List<ModelSpec> specs = RandomSpecs.any(500);
    assertThat(new HashSet<>(specs)).as("drawn evenly, none twice").hasSize(500);
    assertThat(specs.stream().map(ModelSpec::archi).distinct()).hasSize(32);
    for (ModelSpec spec : specs) {
      assertThat(ModelCost.of(spec, 1).parameters())
          .as(spec.toString())
          .isEqualTo(ClosedFormulas.total(spec));
    }
  }

  @Test
  void countsEachPartAsTheFormulasDo() {
    for (ModelSpec spec : RandomSpecs.any(40)) {
      var parts = ModelCost.of(spec, 1).parametersByPart();
      boolean df = spec.family() == ModelSpec.Family.DF;
      assertThat(parts)
          .as(spec.toString())
          .containsEntry("encoder", ClosedFormulas.encoder(spec))
          .containsEntry(
              df ? "inter" : "inter_B", ClosedFormulas.inter(spec, (df ? 1L : 2L) * spec.aeDims()))
          .containsEntry(
              df ? "decoder_dst" : "decoder",
              ClosedFormulas.decoder(spec, (df ? 1L : 4L) * spec.aeDims()));
    }
  }

  @Test
  void countsModelsAsTheyAreBuilt() {
    for (ModelSpec spec : RandomSpecs.small(Amount.of(8, 20))) {
      try (ModelStep built =
          ModelStep.open(spec, LossOptions.defaults(), Interpreter.SCRIPT, 1, 1)) {
        long values = built.weights().values().stream().mapToLong(FloatBuffer::capacity).sum();
        assertThat(ModelCost.of(spec, 3).parameters()).as(spec.toString()).isEqualTo(values);
      }
    }
  }
}
