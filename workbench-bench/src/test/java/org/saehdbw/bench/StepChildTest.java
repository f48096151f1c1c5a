package org.saehdbw.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepChildTest {
  @Test
  void pyTorchRunsAsPyTorchSpins() {
    StepChild theirs = StepChild.ofPyTorch(List.of("nobody"), 3);
    assertThat(theirs.environment())
        .containsEntry("OMP_NUM_THREADS", "3")
        .doesNotContainKeys("GOMP_SPINCOUNT", "GLIBC_TUNABLES");
  }

  @Test
  void aProgramThatFailsIsNamed() {
    StepChild child = StepChild.ofOurs(List.of("sh", "-c", "exit 7"), 1);
    assertThatThrownBy(child::run)
        .isInstanceOf(IOException.class)
        .hasMessage("ended with exit code 7: sh -c exit 7");
  }
}
