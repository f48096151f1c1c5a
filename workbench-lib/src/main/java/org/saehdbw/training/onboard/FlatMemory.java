package org.saehdbw.training.onboard;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.tensors.Parameter;

/**
 * Weights, or one kind of an optimizer's state, as one flat array on a device, and their mirror in
 * Java's memory.
 *
 * <p>One of the two is newer: after an update the device's, after {@link #host} Java's. {@link
 * #host} brings the newest values to the mirror, and {@link #toDevice} back, each only where that
 * is needed. So a buffer that {@link #host} gave is out of date after the next update, and what is
 * written to it then is lost: ask for it again.
 */
public final class FlatMemory implements WeightMemory {
  private static final long MOST = Integer.MAX_VALUE / Float.BYTES;

  private final DeviceCopy copy;
  private final NDArray flat;
  private final Map<String, NDArray> views = new LinkedHashMap<>();
  private final Map<String, FloatBuffer> mirror;
  private boolean deviceIsNewer;
  private boolean hostMayBeNewer;

  /**
   * Makes arrays that are zero.
   *
   * @param manager of the device; owns the array
   * @param mirror Java's memory by name, zero, one buffer a parameter
   * @throws IllegalArgumentException if they have 2 GiB or more
   */
  public FlatMemory(
      NDManager manager,
      DeviceCopy copy,
      List<Parameter> parameters,
      Map<String, FloatBuffer> mirror) {
    this.copy = copy;
    this.mirror = new LinkedHashMap<>(mirror);
    long count = parameters.stream().mapToLong(p -> p.dims().count()).sum();
    if (count > MOST) {
      throw new IllegalArgumentException(
          "weights of one part must be below 2 GiB, got " + count + " of 4 bytes");
    }
    flat = manager.zeros(new Shape(count));
    long offset = 0;
    for (Parameter parameter : parameters) {
      long end = offset + parameter.dims().count();
      try (NDArray own = flat.get(new NDIndex().addSliceDim(offset, end))) {
        NDArray view = own.reshape(new Shape(parameter.dims().toLongs()));
        view.attach(manager);
        views.put(parameter.name(), view);
      }
      offset = end;
    }
  }

  /** Makes Java's memory for parameters, zero. */
  public static Map<String, FloatBuffer> newMirror(List<Parameter> parameters) {
    Map<String, FloatBuffer> buffers = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      int bytes = Math.toIntExact(Float.BYTES * parameter.dims().count());
      ByteBuffer memory = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
      buffers.put(parameter.name(), memory.asFloatBuffer());
    }
    return buffers;
  }

  /** Returns the array on the device, with the newest values. */
  public NDArray flat() {
    toDevice();
    return flat;
  }

  /** Notes that a script has written to the array on the device. */
  public void written() {
    deviceIsNewer = true;
  }

  @Override
  public Map<String, NDArray> arrays() {
    return Collections.unmodifiableMap(views);
  }

  @Override
  public Map<String, FloatBuffer> host() {
    if (deviceIsNewer) {
      copy.read(flat, this::spread);
      deviceIsNewer = false;
    }
    hostMayBeNewer = true;
    return Collections.unmodifiableMap(mirror);
  }

  @Override
  public void toDevice() {
    if (hostMayBeNewer) {
      copy.write(flat, this::gather);
      hostMayBeNewer = false;
    }
  }

  private void spread(FloatBuffer values) {
    int at = 0;
    for (FloatBuffer one : new ArrayList<>(mirror.values())) {
      one.put(0, values, at, one.capacity());
      at += one.capacity();
    }
  }

  private void gather(FloatBuffer values) {
    int at = 0;
    for (FloatBuffer one : mirror.values()) {
      values.put(at, one, 0, one.capacity());
      at += one.capacity();
    }
  }
}
