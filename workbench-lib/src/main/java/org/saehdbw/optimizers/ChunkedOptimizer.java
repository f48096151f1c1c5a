package org.saehdbw.optimizers;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.tensors.CounterRandom;

/**
 * What both optimizers share: chunks, threads, clipping, dropout masks and state.
 *
 * <p>A thread takes a chunk at a time. Block by block, weights and gradient are copied from the
 * tensors' memory into arrays, updated by plain loops that the compiler turns into vector
 * instructions, and copied back. Chunks do not depend on the number of threads, and no result
 * depends on the order in which they are done.
 */
abstract sealed class ChunkedOptimizer implements Optimizer permits AdaBelief, RmsProp {
  /** Elements in a chunk. The dropout masks depend on it: a change breaks exact resuming. */
  static final int CHUNK = 16384;

  static final int DRAWS_PER_WORD = 6;

  /** Words of random bits that a chunk needs. */
  static final int WORDS = (CHUNK + DRAWS_PER_WORD - 1) / DRAWS_PER_WORD;

  /** SplitMix64's constants. */
  static final long WORD_STEP = 0x9E3779B97F4A7C15L;

  static final long MIX_1 = 0xBF58476D1CE4E5B9L;
  static final long MIX_2 = 0x94D049BB133111EBL;

  private static final int MOST = 1 << 16;

  /**
   * Elements that are updated at a time: 2 KiB of each array, so that all of them stay in the
   * processor's first cache. Whole chunks at a time take 1.4 times as long.
   */
  private static final int BLOCK = 512;

  private record Chunk(int variable, int number, int offset, int count) {}

  /** The arrays that one thread works in: a block, but a chunk for the norm and for the mask. */
  static final class Scratch {
    final float[] weights = new float[BLOCK];
    final float[] gradient = new float[CHUNK];
    final float[] first = new float[BLOCK];
    final float[] second = new float[BLOCK];
    final float[] mask = new float[CHUNK];
  }

  private final OptimizerOptions options;
  private final List<Variable> variables;
  private final List<String> kinds;
  private final List<List<FloatBuffer>> state = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();
  private final List<Chunk> chunks = new ArrayList<>();
  private final ChunkThreads<Scratch> threads;
  private long iterations;
  private float rateScale = 1;

  ChunkedOptimizer(
      OptimizerOptions options, List<Variable> variables, int threads, List<String> kinds) {
    this.options = options;
    this.variables = List.copyOf(variables);
    this.kinds = kinds;
    for (int v = 0; v < variables.size(); v++) {
      if (places.put(variables.get(v).name(), v) != null) {
        throw new IllegalArgumentException(
            "variable names must be distinct, got twice: " + variables.get(v).name());
      }
      addChunks(v, variables.get(v).size());
    }
    for (int kind = 0; kind < kinds.size(); kind++) {
      List<FloatBuffer> arrays = new ArrayList<>();
      for (Variable variable : variables) {
        arrays.add(allocate(variable.size()));
      }
      state.add(arrays);
    }
    this.threads = new ChunkThreads<>(threads, Scratch::new);
  }

  /**
   * Updates the state in {@code scratch.first} and {@code scratch.second} and leaves the move, to
   * be subtracted from the weights, in {@code scratch.gradient}.
   *
   * <p>One loop for each array that is written: the JDK 17 compiler leaves a loop with several
   * stores as it is, which takes twice the time.
   */
  abstract void move(int count, float rate, Scratch scratch);

  @Override
  public final void step(List<Slot> slots) {
    check(slots);
    float scale = options.clipNorm() == 0 ? 1 : clipScale(slots);
    move(slots, chunks, scale);
    iterations++;
  }

  @Override
  public final boolean updatesInParts() {
    return options.clipNorm() == 0;
  }

  @Override
  public final void update(List<Slot> slots) {
    if (!updatesInParts()) {
      throw new IllegalStateException("gradients that are clipped are needed all at once");
    }
    Slot[] placed = new Slot[variables.size()];
    for (Slot slot : slots) {
      int place = places.getOrDefault(slot.name(), -1);
      if (place < 0) {
        throw new IllegalArgumentException("the optimizer has no variable " + slot.name());
      }
      checkSizes(slot, variables.get(place));
      placed[place] = slot;
    }
    List<Chunk> some = chunks.stream().filter(chunk -> placed[chunk.variable] != null).toList();
    move(Arrays.asList(placed), some, 1);
  }

  @Override
  public final void finish() {
    iterations++;
  }

  private void move(List<Slot> slots, List<Chunk> some, float scale) {
    float rate = (float) options.learningRate() * rateFactor();
    int kept = options.keptOf1024();
    threads.forEach(
        some.size(),
        (index, scratch) -> {
          Chunk chunk = some.get(index);
          Slot slot = slots.get(chunk.variable);
          slot.gradient()
              .ifPresent(
                  gradient -> {
                    if (kept < 1024) {
                      fillMask(chunk, kept, scratch.mask);
                    }
                    for (int done = 0; done < chunk.count; done += BLOCK) {
                      int count = Math.min(BLOCK, chunk.count - done);
                      read(gradient, chunk.offset + done, count, scratch.gradient);
                      if (scale != 1) {
                        multiply(scratch.gradient, count, scale);
                      }
                      update(chunk, done, count, slot.weights(), rate, kept < 1024, scratch);
                    }
                  });
        });
  }

  @Override
  public final long iterations() {
    return iterations;
  }

  @Override
  public final float rateFactor() {
    return options.rateFactor(iterations) * rateScale;
  }

  @Override
  public final void scaleRate(float factor) {
    if (!(factor > 0 && factor <= 1)) {
      throw new IllegalArgumentException("factor must be above 0 and at most 1, got " + factor);
    }
    rateScale = factor;
  }

  @Override
  public final List<StateArray> state() {
    List<StateArray> arrays = new ArrayList<>();
    for (int kind = 0; kind < kinds.size(); kind++) {
      for (int v = 0; v < variables.size(); v++) {
        Variable variable = variables.get(v);
        arrays.add(
            new StateArray(
                kinds.get(kind) + variable.name(),
                variable.shape(),
                state.get(kind).get(v).duplicate()));
      }
    }
    return arrays;
  }

  @Override
  public final List<String> restore(long savedIterations, Map<String, FloatBuffer> arrays) {
    if (savedIterations < 0) {
      throw new IllegalArgumentException("iterations must be at least 0, got " + savedIterations);
    }
    List<StateArray> targets = state();
    for (StateArray target : targets) {
      FloatBuffer saved = arrays.get(target.name());
      if (saved != null && saved.remaining() != target.values().remaining()) {
        throw new IllegalArgumentException(
            target.name()
                + " must have "
                + target.values().remaining()
                + " elements, got "
                + saved.remaining());
      }
    }
    List<String> missing = new ArrayList<>();
    for (StateArray target : targets) {
      FloatBuffer saved = arrays.get(target.name());
      if (saved == null) {
        missing.add(target.name());
        target.values().put(new float[target.values().remaining()]);
      } else {
        target.values().put(saved.duplicate());
      }
    }
    iterations = savedIterations;
    return missing;
  }

  @Override
  public final void close() {
    threads.close();
  }

  private void update(
      Chunk chunk,
      int done,
      int count,
      FloatBuffer weights,
      float rate,
      boolean masked,
      Scratch scratch) {
    int offset = chunk.offset + done;
    read(weights, offset, count, scratch.weights);
    read(state.get(0).get(chunk.variable), offset, count, scratch.first);
    if (state.size() > 1) {
      read(state.get(1).get(chunk.variable), offset, count, scratch.second);
    }
    move(count, rate, scratch);
    if (masked) {
      multiply(scratch.gradient, scratch.mask, done, count);
    }
    subtract(scratch.weights, scratch.gradient, count);
    write(scratch.weights, offset, count, weights);
    write(scratch.first, offset, count, state.get(0).get(chunk.variable));
    if (state.size() > 1) {
      write(scratch.second, offset, count, state.get(1).get(chunk.variable));
    }
  }

  private void addChunks(int variable, int size) {
    int number = 0;
    for (int offset = 0; offset < size; offset += CHUNK) {
      chunks.add(new Chunk(variable, number++, offset, Math.min(CHUNK, size - offset)));
      if (variable >= MOST) {
        throw new IllegalArgumentException("an optimizer holds at most 65536 variables");
      }
    }
  }

  private void check(List<Slot> slots) {
    if (slots.size() != variables.size()) {
      throw new IllegalArgumentException(
          "step needs " + variables.size() + " slots, one for each variable, got " + slots.size());
    }
    for (int v = 0; v < slots.size(); v++) {
      Slot slot = slots.get(v);
      Variable variable = variables.get(v);
      if (!slot.name().equals(variable.name())) {
        throw new IllegalArgumentException(
            "slot " + v + " must be " + variable.name() + ", got " + slot.name());
      }
      checkSizes(slot, variable);
    }
  }

  private static void checkSizes(Slot slot, Variable variable) {
    checkSize(variable, "weights", slot.weights());
    slot.gradient().ifPresent(gradient -> checkSize(variable, "gradient", gradient));
    if (slot.weights().isReadOnly()) {
      throw new IllegalArgumentException("weights of " + variable.name() + " are read-only");
    }
  }

  private static void checkSize(Variable variable, String what, FloatBuffer values) {
    if (values.remaining() != variable.size()) {
      throw new IllegalArgumentException(
          what
              + " of "
              + variable.name()
              + " must have "
              + variable.size()
              + " elements, got "
              + values.remaining());
    }
  }

  /** Returns {@code clipNorm / norm} where the norm reaches it, else 1; the norm is a float32. */
  private float clipScale(List<Slot> slots) {
    double[] sums = new double[chunks.size()];
    threads.forEach(
        chunks.size(),
        (index, scratch) -> {
          Chunk chunk = chunks.get(index);
          slots
              .get(chunk.variable)
              .gradient()
              .ifPresent(
                  gradient -> {
                    read(gradient, chunk.offset, chunk.count, scratch.gradient);
                    sums[index] = sumOfSquares(scratch.gradient, chunk.count);
                  });
        });
    double total = 0;
    for (double sum : sums) {
      total += sum;
    }
    float norm = (float) Math.sqrt(total);
    float limit = (float) options.clipNorm();
    return norm >= limit ? limit / norm : 1;
  }

  /** Four sums side by side: one alone would wait for each addition to end. */
  private static double sumOfSquares(float[] values, int count) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = 0;
    for (; i + 3 < count; i += 4) {
      sum0 += (double) values[i] * values[i];
      sum1 += (double) values[i + 1] * values[i + 1];
      sum2 += (double) values[i + 2] * values[i + 2];
      sum3 += (double) values[i + 3] * values[i + 3];
    }
    for (; i < count; i++) {
      sum0 += (double) values[i] * values[i];
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }

  private static void multiply(float[] values, int count, float factor) {
    for (int i = 0; i < count; i++) {
      values[i] *= factor;
    }
  }

  private static void read(FloatBuffer from, int offset, int count, float[] into) {
    from.get(from.position() + offset, into, 0, count);
  }

  private static void write(float[] from, int offset, int count, FloatBuffer into) {
    into.put(into.position() + offset, from, 0, count);
  }

  private static void multiply(float[] values, float[] factors, int first, int count) {
    for (int i = 0; i < count; i++) {
      values[i] *= factors[first + i];
    }
  }

  private static void subtract(float[] values, float[] moves, int count) {
    for (int i = 0; i < count; i++) {
      values[i] -= moves[i];
    }
  }

  private static FloatBuffer allocate(int size) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(size, Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** Returns the slot of a chunk's draws. */
  static int slot(int variable, int number) {
    return variable * MOST + number;
  }

  /** Returns where a chunk's sequence of random words begins in an update. */
  static long firstPosition(long seed, long updatesBefore, int slot) {
    CounterRandom random = CounterRandom.of(seed, "lr_dropout", updatesBefore, slot);
    return ((long) random.nextBits() << 32) | (random.nextBits() & 0xFFFFFFFFL);
  }

  /**
   * Draws 0 or 1 for each element. CounterRandom gives the chunk's start; from there SplitMix64's
   * sequence gives six draws of ten bits a word, since 30 million draws of the full generator would
   * take longer than the update.
   */
  private void fillMask(Chunk chunk, int kept, float[] mask) {
    long position = firstPosition(options.seed(), iterations, slot(chunk.variable, chunk.number));
    for (int i = 0; i < chunk.count; i += DRAWS_PER_WORD) {
      position += WORD_STEP;
      long bits = (position ^ (position >>> 30)) * MIX_1;
      bits = (bits ^ (bits >>> 27)) * MIX_2;
      bits ^= bits >>> 31;
      int end = Math.min(i + DRAWS_PER_WORD, chunk.count);
      for (int j = i; j < end; j++) {
        mask[j] = ((int) (bits & 1023) - kept) >>> 31;
        bits >>>= 10;
      }
    }
  }
}
