package org.saehdbw.training.onboard;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtEngine;
import org.junit.jupiter.api.Test;
import org.saehdbw.training.steps.TorchLibraries;

class DeviceCopyTest {
  @Test
  void withoutACardLockedMemoryIsOrdinaryMemory() {
    TorchLibraries.require();
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), PtEngine.ENGINE_NAME);
        DeviceCopy copy = new DeviceCopy(manager);
        NDArray locked = copy.lockedArray(3);
        NDArray there = manager.create(new float[3])) {
      HostMemory.floats(locked).put(new float[] {1, -2, 3.5f});
      copy.send(there, locked);
      assertThat(there.toFloatArray()).containsExactly(1, -2, 3.5f);
    }
  }
}
