package org.saehdbw.training.onboard;

import ai.djl.ndarray.NDArray;
import java.nio.FloatBuffer;
import java.util.Map;

/** Where the weights of one part of a training are, for the engine and for Java. */
public interface WeightMemory {
  /** Returns the engine's arrays by name, in definition order; the same ones every time. */
  Map<String, NDArray> arrays();

  /**
   * Returns the weights' newest values as Java's memory, by name, in definition order: writing
   * changes the weights.
   */
  Map<String, FloatBuffer> host();

  /** Brings what Java may have written to the engine's arrays. */
  void toDevice();
}
