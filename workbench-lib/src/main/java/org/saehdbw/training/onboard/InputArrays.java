package org.saehdbw.training.onboard;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.tensors.Dims;

/**
 * Arrays of the CPU over batches' own memory, so that samples are not copied to be trained on. A
 * loader uses the same few buffers again and again, and each keeps its array.
 */
public final class InputArrays {
  /** More than any loader's prefetch of eight buffers a batch needs. */
  private static final int MOST = 8 * 65;

  private final NDManager manager;
  private final Map<ByteBuffer, List<NDArray>> arrays = new IdentityHashMap<>();

  /**
   * Starts without arrays.
   *
   * @param manager of the CPU; owns them
   */
  public InputArrays(NDManager manager) {
    this.manager = manager;
  }

  /**
   * Returns warped, target, mask, eyes and mouth, first of src, then of dst, for each piece of a
   * batch.
   *
   * @param dims of the whole batch
   * @param atOnce samples of a piece; the last one has what is left
   * @throws IllegalArgumentException if a plane has another size
   */
  public List<List<NDArray>> of(BatchSide src, BatchSide dst, List<Dims> dims, int atOnce) {
    if (arrays.size() > MOST) {
      arrays.values().forEach(pieces -> pieces.forEach(NDArray::close));
      arrays.clear();
    }
    List<List<NDArray>> all = new ArrayList<>();
    int input = 0;
    for (BatchSide side : List.of(src, dst)) {
      for (ByteBuffer memory :
          List.of(
              side.warpedBytes(), side.targetBytes(), side.maskBytes(), side.eyesMouthBytes())) {
        List<NDArray> pieces = of(memory, dims.get(input++), atOnce);
        for (int i = 0; i < pieces.size(); i++) {
          if (all.size() == i) {
            all.add(new ArrayList<>());
          }
          all.get(i).add(pieces.get(i));
        }
      }
    }
    return all;
  }

  private List<NDArray> of(ByteBuffer memory, Dims dims, int atOnce) {
    List<NDArray> known = arrays.get(memory);
    if (known == null) {
      requireSize(memory, new Shape(dims.toLongs()));
      int batch = dims.at(0);
      known = new ArrayList<>();
      for (int first = 0; first < batch; first += atOnce) {
        Dims piece = dims.with(0, Math.min(atOnce, batch - first));
        long sample = dims.count() / batch * Float.BYTES;
        ByteBuffer part = memory.slice((int) (first * sample), (int) (piece.at(0) * sample));
        known.add(
            manager.create(
                part.order(memory.order()), new Shape(piece.toLongs()), DataType.FLOAT32));
      }
      arrays.put(memory, known);
    }
    return known;
  }

  private static void requireSize(ByteBuffer memory, Shape shape) {
    if (memory.capacity() != shape.size() * Float.BYTES) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "samples of shape %s must have %d bytes, got %d",
              shape,
              shape.size() * Float.BYTES,
              memory.capacity()));
    }
  }
}
