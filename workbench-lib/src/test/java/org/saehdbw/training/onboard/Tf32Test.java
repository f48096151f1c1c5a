package org.saehdbw.training.onboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.saehdbw.training.steps.TorchLibraries;

@EnabledOnOs(value = OS.LINUX, disabledReason = "PyTorch's functions have other names elsewhere")
class Tf32Test {
  @AfterEach
  void forbid() {
    Tf32.allow(false);
  }

  @Test
  void switchesWhatPyTorchReads() {
    TorchLibraries.require();
    Tf32.allow(true);
    assertThat(Tf32.isAllowed()).isTrue();
    StepDevice.CPU_SCRIPT.switchTf32();
    assertThat(Tf32.isAllowed()).isFalse();
    StepDevice.of("cpu", UpdatePlace.SCRIPT, true).switchTf32();
    assertThat(Tf32.isAllowed()).isTrue();
  }
}
