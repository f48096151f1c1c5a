package org.saehdbw.training.onboard;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.tensors.Parameter;

/** Weights in CPU memory that the engine and Java share. */
public final class HostMemory implements WeightMemory {
  private final Map<String, NDArray> arrays = new LinkedHashMap<>();
  private final Map<String, FloatBuffer> buffers = new LinkedHashMap<>();

  /**
   * Makes weights that are zero.
   *
   * @param manager of the CPU; owns them
   */
  public HostMemory(NDManager manager, List<Parameter> parameters) {
    for (Parameter parameter : parameters) {
      NDArray array = manager.zeros(new Shape(parameter.dims().toLongs()));
      arrays.put(parameter.name(), array);
      buffers.put(parameter.name(), floats(array));
    }
  }

  /** Returns the memory of an array of the CPU. */
  public static FloatBuffer floats(NDArray array) {
    return array.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  @Override
  public Map<String, NDArray> arrays() {
    return Collections.unmodifiableMap(arrays);
  }

  @Override
  public Map<String, FloatBuffer> host() {
    return Collections.unmodifiableMap(buffers);
  }

  @Override
  public void toDevice() {}
}
