package org.saehdbw.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.saehdbw.planning.MeasuredMemory.Kind;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.training.plan.StepOptions;
import org.saehdbw.training.plan.TrainingSettings;
import org.saehdbw.training.steps.StepMemory;

class MemoryWayTest {
  private static Settings settings(String... words) throws SettingsException {
    return SettingsReader.readWords(TrainingSettings.defaults(), List.of(words));
  }

  private static List<String> ways(int batch, String... words) throws SettingsException {
    return MemoryWay.forBatch(batch, settings(words)).stream().map(MemoryWay::toString).toList();
  }

  @Test
  void thoseThatCostLeastTimeComeFirst() throws SettingsException {
    assertThat(ways(3))
        .containsExactly(
            "plain",
            "save_beside false",
            "micro_batch 2",
            "micro_batch 2, save_beside false",
            "micro_batch 1",
            "micro_batch 1, save_beside false",
            "activation_checkpointing true",
            "activation_checkpointing true, save_beside false",
            "micro_batch 2, activation_checkpointing true",
            "micro_batch 2, activation_checkpointing true, save_beside false",
            "micro_batch 1, activation_checkpointing true",
            "micro_batch 1, activation_checkpointing true, save_beside false");
    assertThat(ways(1)).hasSize(4);
  }

  @Test
  void whatTheUserSetStays() throws SettingsException {
    assertThat(ways(8, "micro_batch=3", "save_beside=y"))
        .containsExactly("micro_batch 3", "micro_batch 3, activation_checkpointing true");
    assertThat(ways(8, "activation_checkpointing=n", "save_beside=n", "micro_batch=0"))
        .containsExactly("save_beside false");
  }

  @Test
  void aChoiceIsWrittenWhereSettingsLeaveItOpenAndMayBeMadeAgain() throws SettingsException {
    MemoryWay way = new MemoryWay(new StepMemory(2, true), false);
    Settings chosen = way.in(settings("micro_batch=4"));
    assertThat(MemoryWay.of(chosen)).isEqualTo(new MemoryWay(new StepMemory(4, true), false));
    assertThat(chosen.origin(StepOptions.MICRO_BATCH)).isEqualTo("--set");
    assertThat(chosen.origin(StepOptions.ACTIVATION_CHECKPOINTING)).isEqualTo("memory_mib");
    assertThat(MemoryWay.of(MemoryWay.PLAIN.in(chosen)))
        .isEqualTo(new MemoryWay(new StepMemory(4, false), true));
  }

  @Test
  void aSaveBesideTheTrainingIsAnotherKindOfTrainer() {
    assertThat(MemoryWay.PLAIN.trainer()).isEqualTo(Kind.TRAINER_BESIDE);
    assertThat(new MemoryWay(StepMemory.PLAIN, false).trainer()).isEqualTo(Kind.TRAINER);
  }
}
