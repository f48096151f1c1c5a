package org.saehdbw.doctor;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asks for memory on the first card, and writes what PyTorch says where there is none. */
final class CudaChild {
  private CudaChild() {}

  public static void main(String[] args) throws IOException {
    String said = "an array on a card";
    try (NDManager manager = NDManager.newBaseManager(Device.gpu(0), PtEngine.ENGINE_NAME)) {
      manager.ones(new Shape(1));
    } catch (EngineException e) {
      said = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
    Files.writeString(Path.of(args[0]), said);
  }
}
