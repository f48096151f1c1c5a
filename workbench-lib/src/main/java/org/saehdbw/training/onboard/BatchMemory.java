package org.saehdbw.training.onboard;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.tensors.Dims;

/**
 * A batch on a device: all planes of both sides as one flat array, which one copy fills. Warped,
 * target, mask, eyes and mouth, first of src, then of dst.
 */
public final class BatchMemory {
  private final DeviceCopy copy;
  private final List<Dims> dims;
  private final NDArray gathered;
  private final NDArray flat;
  private final List<List<NDArray>> pieces = new ArrayList<>();

  /**
   * Makes the memory.
   *
   * @param manager of the device; owns all of it
   * @param dims of the planes, in order
   * @param atOnce samples of a piece; the last one has what is left
   */
  public BatchMemory(NDManager manager, DeviceCopy copy, List<Dims> dims, int atOnce) {
    this.copy = copy;
    this.dims = List.copyOf(dims);
    long count = dims.stream().mapToLong(Dims::count).sum();
    if (count > Integer.MAX_VALUE / Float.BYTES) {
      throw new IllegalArgumentException(
          "a batch on a device must be below 2 GiB, got " + count + " values of 4 bytes");
    }
    gathered = manager.getDevice().isGpu() ? copy.lockedArray(count) : copy.hostArray(count);
    flat = manager.zeros(new Shape(count));
    int batch = dims.get(0).at(0);
    for (int first = 0; first < batch; first += atOnce) {
      pieces.add(views(manager, first, Math.min(atOnce, batch - first)));
    }
  }

  private List<NDArray> views(NDManager manager, int first, int samples) {
    List<NDArray> planes = new ArrayList<>();
    long offset = 0;
    for (Dims plane : dims) {
      long sample = plane.count() / plane.at(0);
      long start = offset + first * sample;
      NDIndex part = new NDIndex().addSliceDim(start, start + samples * sample);
      try (NDArray own = flat.get(part)) {
        NDArray view = own.reshape(new Shape(plane.with(0, samples).toLongs()));
        view.attach(manager);
        planes.add(view);
      }
      offset += plane.count();
    }
    return planes;
  }

  /**
   * Copies a batch to the device. A card reads it beside what Java does next; the losses of a step
   * on it must have been read before the next batch is copied.
   *
   * @throws IllegalArgumentException if a plane has another size
   */
  public void fill(BatchSide src, BatchSide dst) {
    FloatBuffer into = HostMemory.floats(gathered);
    int plane = 0;
    for (BatchSide side : List.of(src, dst)) {
      for (ByteBuffer memory :
          List.of(
              side.warpedBytes(), side.targetBytes(), side.maskBytes(), side.eyesMouthBytes())) {
        Dims size = dims.get(plane++);
        if (memory.capacity() != size.count() * Float.BYTES) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "samples of shape %s must have %d bytes, got %d",
                  size,
                  size.count() * Float.BYTES,
                  memory.capacity()));
        }
        into.put(memory.duplicate().clear().order(memory.order()).asFloatBuffer());
      }
    }
    copy.send(flat, gathered);
  }

  /** Returns the batch on the device, flat. */
  public NDArray flat() {
    return flat;
  }

  /** Returns views of each piece's planes on the device, in order. */
  public List<List<NDArray>> pieces() {
    return List.copyOf(pieces);
  }
}
