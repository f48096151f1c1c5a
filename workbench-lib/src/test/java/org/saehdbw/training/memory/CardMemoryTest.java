package org.saehdbw.training.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.planning.StepCost;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.training.devices.CardNeeds;
import org.saehdbw.training.plan.TrainingPlan;
import org.saehdbw.training.plan.TrainingSettings;

class CardMemoryTest {
  private static CardNeeds needs(String... words) throws SettingsException {
    return CardMemory.needs(
        List.of(
            TrainingPlan.of(
                SettingsReader.readWords(TrainingSettings.defaults(), List.of(words)))));
  }

  @Test
  void countsArraysBatchAndWhatIsKept() throws SettingsException {
    String model = "df-ud-64-32-16-16-16-gray";
    StepCost cost = StepCost.of(ModelSpec.parse(model), 4);
    long kept = cost.total().keptBytes() + cost.inputBytes();
    long weights = 4 * cost.total().parameters();
    assertThat(needs("model=" + model))
        .isEqualTo(new CardNeeds(Optional.empty(), (4 * weights + kept) >> 20));
    assertThat(needs("model=" + model, "adabelief=n").memoryMib())
        .isEqualTo((3 * weights + kept) >> 20);
  }

  @Test
  void saysWhatACardRefuses() throws SettingsException {
    assertThat(needs("interpreter=eager").refusal())
        .contains("interpreter must be script or channels_last with a card, got eager (--set)");
  }
}
