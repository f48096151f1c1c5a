package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.EngineException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.planning.CostSettings;
import org.saehdbw.planning.StepReport;
import org.saehdbw.planning.StepTask;
import org.saehdbw.tensors.Precision;
import org.saehdbw.training.steps.StepMemory;

class StepProcessTest {
  private static StepReport failed(Throwable e) {
    return StepProcess.failed(e, List.of(5.0));
  }

  @Test
  void aTaskIsReadAsItWasWritten() {
    StepTask task =
        new StepTask(
            ModelSpec.parse("df-ud-64-32-16-16-16-gray"),
            4,
            Precision.BF16,
            2,
            1,
            3,
            0.5,
            new StepMemory(2, true),
            new CostSettings(List.of("gan_power=0.1", "face_style_power=1")));
    assertThat(StepProcess.task(new StepProcess().arguments(task))).isEqualTo(task);
  }

  @Test
  void onlyWhatSaysSoIsALackOfMemory() {
    assertThat(failed(new OutOfMemoryError("Java heap space")).outOfMemory()).isTrue();
    assertThat(failed(new OutOfMemoryError()).outOfMemory()).isTrue();
    assertThat(failed(new EngineException("can't allocate memory: you tried")).outOfMemory())
        .isTrue();
    StepReport mistake = failed(new IllegalArgumentException("shapes differ, got 2 and 3\nat"));
    assertThat(mistake.outOfMemory()).isFalse();
    assertThat(mistake.message()).isEqualTo("shapes differ, got 2 and 3");
    assertThat(mistake.stepMillis()).containsExactly(5.0);
    assertThat(failed(new EngineException("expected a float")).outOfMemory()).isFalse();
  }
}
