package org.saehdbw.training.saving;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtEngine;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.saehdbw.checkpoints.Checkpoint;
import org.saehdbw.checkpoints.CheckpointException;
import org.saehdbw.checkpoints.NamedArray;

/**
 * A copy of weights and moments, which training may change while the copy is written.
 *
 * <p>The copy is in the engine's memory, not in Java's: it goes back to the system when this is
 * closed, and Java's limits of heap and direct memory do not count it. It takes as many bytes as
 * the two array files.
 */
public final class Snapshot implements AutoCloseable {
  private static final int CHUNK = 1 << 14;

  private final NDManager memory;
  private final Checkpoint copy;

  private Snapshot(NDManager memory, Checkpoint copy) {
    this.memory = memory;
    this.copy = copy;
  }

  /**
   * Copies the arrays of a checkpoint and looks at every element meanwhile, on this thread and a
   * second one: most of the time goes into memory that the system hands out for the first time.
   *
   * @param live the arrays that training changes; nothing of them is kept
   * @throws CheckpointException.NotFinite if one holds NaN or infinity; its memory is free then
   * @throws IOException never otherwise
   */
  public static Snapshot of(Checkpoint live) throws IOException {
    NDManager memory = NDManager.newBaseManager(Device.cpu(), PtEngine.ENGINE_NAME);
    boolean copied = false;
    try {
      List<NamedArray> arrays = new ArrayList<>(live.weights());
      arrays.addAll(live.optimizer());
      List<NamedArray> copies = new ArrayList<>();
      for (NamedArray array : arrays) {
        FloatBuffer to = allocate(memory, array.values().remaining());
        copies.add(new NamedArray(array.name(), array.shape(), to));
      }
      copyAll(arrays, copies);
      int weights = live.weights().size();
      Checkpoint copy =
          new Checkpoint(
              live.state(),
              copies.subList(0, weights),
              live.weightsMetadata(),
              copies.subList(weights, copies.size()),
              live.score());
      copied = true;
      return new Snapshot(memory, copy);
    } finally {
      if (!copied) {
        memory.close();
      }
    }
  }

  private static void copyAll(List<NamedArray> from, List<NamedArray> to) throws IOException {
    AtomicInteger next = new AtomicInteger();
    int[] bad = new int[from.size()];
    BackgroundWrite.Work share =
        () -> {
          float[] chunk = new float[CHUNK];
          for (int i = next.getAndIncrement(); i < bad.length; i = next.getAndIncrement()) {
            bad[i] = copy(from.get(i).values().duplicate(), to.get(i).values().duplicate(), chunk);
          }
        };
    try (BackgroundWrite second = new BackgroundWrite()) {
      second.begin("copying", share);
      share.run();
    }
    for (int i = 0; i < bad.length; i++) {
      if (bad[i] >= 0) {
        throw Checkpoint.notFinite(from.get(i), bad[i]);
      }
    }
  }

  /** Goes through the memory once; returns the place of a NaN or infinity, -1 for none. */
  private static int copy(FloatBuffer from, FloatBuffer to, float[] chunk) {
    while (from.hasRemaining()) {
      int count = Math.min(chunk.length, from.remaining());
      from.get(chunk, 0, count);
      int bad = Checkpoint.firstNotFinite(chunk, count);
      if (bad >= 0) {
        return to.position() + bad;
      }
      to.put(chunk, 0, count);
    }
    return -1;
  }

  private static FloatBuffer allocate(NDManager memory, int count) {
    NDArray array = memory.create(new Shape(count), DataType.FLOAT32);
    return array.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /** Returns the copy; it is gone when this is closed. */
  public Checkpoint checkpoint() {
    return copy;
  }

  /** Gives the memory back to the system. */
  @Override
  public void close() {
    memory.close();
  }
}
