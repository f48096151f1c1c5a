package org.saehdbw.training.steps;

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
 * The engine's arrays over batches' own memory, so that samples are not copied to be trained on. A
 * loader uses the same few buffers again and again, and each keeps its array.
 */
final class InputArrays {
  /** More than any loader's prefetch of eight buffers a batch needs. */
  private static final int MOST = 8 * 65;

  private final NDManager manager;
  private final Map<ByteBuffer, NDArray> arrays = new IdentityHashMap<>();

  InputArrays(NDManager manager) {
    this.manager = manager;
  }

  /** Returns warped, target, mask, eyes and mouth; first of src, then of dst. */
  List<NDArray> of(BatchSide src, BatchSide dst, List<Dims> dims) {
    if (arrays.size() > MOST) {
      arrays.values().forEach(NDArray::close);
      arrays.clear();
    }
    List<NDArray> inputs = new ArrayList<>();
    for (BatchSide side : List.of(src, dst)) {
      for (ByteBuffer memory :
          List.of(
              side.warpedBytes(), side.targetBytes(), side.maskBytes(), side.eyesMouthBytes())) {
        inputs.add(of(memory, dims.get(inputs.size())));
      }
    }
    return inputs;
  }

  private NDArray of(ByteBuffer memory, Dims dims) {
    NDArray known = arrays.get(memory);
    if (known == null) {
      Shape shape = new Shape(dims.toLongs());
      if (memory.capacity() != shape.size() * Float.BYTES) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "samples of shape %s must have %d bytes, got %d",
                shape,
                shape.size() * Float.BYTES,
                memory.capacity()));
      }
      known =
          manager.create(memory.duplicate().order(memory.order()).clear(), shape, DataType.FLOAT32);
      arrays.put(memory, known);
    }
    return known;
  }
}
