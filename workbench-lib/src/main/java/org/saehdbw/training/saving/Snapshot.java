package org.saehdbw.training.saving;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtEngine;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
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
   * Copies the arrays of a checkpoint and looks at every element meanwhile.
   *
   * @param live the arrays that training changes; nothing of them is kept
   * @throws CheckpointException.NotFinite if one holds NaN or infinity; its memory is free then
   */
  public static Snapshot of(Checkpoint live) throws CheckpointException.NotFinite {
    NDManager memory = NDManager.newBaseManager(Device.cpu(), PtEngine.ENGINE_NAME);
    boolean copied = false;
    try {
      float[] chunk = new float[CHUNK];
      List<NamedArray> weights = copy(live.weights(), memory, chunk);
      List<NamedArray> optimizer = copy(live.optimizer(), memory, chunk);
      copied = true;
      return new Snapshot(
          memory,
          new Checkpoint(live.state(), weights, live.weightsMetadata(), optimizer, live.score()));
    } finally {
      if (!copied) {
        memory.close();
      }
    }
  }

  private static List<NamedArray> copy(List<NamedArray> live, NDManager memory, float[] chunk)
      throws CheckpointException.NotFinite {
    List<NamedArray> copies = new ArrayList<>();
    for (NamedArray array : live) {
      FloatBuffer to = allocate(memory, array.values().remaining());
      copy(array, to.duplicate(), chunk);
      copies.add(new NamedArray(array.name(), array.shape(), to));
    }
    return copies;
  }

  /** Element by element only once through the memory: it is what a save costs the training. */
  private static void copy(NamedArray array, FloatBuffer to, float[] chunk)
      throws CheckpointException.NotFinite {
    FloatBuffer from = array.values().duplicate();
    while (from.hasRemaining()) {
      int count = Math.min(chunk.length, from.remaining());
      from.get(chunk, 0, count);
      int bad = Checkpoint.firstNotFinite(chunk, count);
      if (bad >= 0) {
        throw Checkpoint.notFinite(array, to.position() + bad);
      }
      to.put(chunk, 0, count);
    }
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
