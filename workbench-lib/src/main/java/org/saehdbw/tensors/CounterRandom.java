package org.saehdbw.tensors;

import java.nio.charset.StandardCharsets;

/**
 * Random numbers that are a pure function of (seed, purpose, iteration, slot) and the position in
 * the stream, so that no state must be saved and any number of threads draws the same values.
 *
 * <p>The generator is Philox 4x32 with ten rounds (Salmon et al., "Parallel random numbers: as easy
 * as 1, 2, 3", 2011). The key is the seed mixed with a hash of the purpose; the counter is the
 * iteration (64 bits), the slot (32 bits) and the block number (32 bits), so one stream holds 2^34
 * draws. An instance is a cursor over its stream and belongs to one thread.
 */
public final class CounterRandom {
  private static final int MULTIPLIER_0 = 0xD2511F53;
  private static final int MULTIPLIER_1 = 0xCD9E8D57;
  private static final int WEYL_0 = 0x9E3779B9;
  private static final int WEYL_1 = 0xBB67AE85;
  private static final int ROUNDS = 10;

  private final int key0;
  private final int key1;
  private final long iteration;
  private final int slot;
  private final int[] block = new int[4];
  private int blockNumber;
  private int used = 4;

  private CounterRandom(long key, long iteration, int slot) {
    this.key0 = (int) key;
    this.key1 = (int) (key >>> 32);
    this.iteration = iteration;
    this.slot = slot;
  }

  /**
   * Opens a stream at its first draw.
   *
   * @param seed the run's seed
   * @param purpose what the draws are for, such as {@code "warp"}; different purposes are
   *     independent
   * @param iteration the training iteration, or 0
   * @param slot the sample or element within the iteration, or 0
   */
  public static CounterRandom of(long seed, String purpose, long iteration, int slot) {
    long hash = 0xCBF29CE484222325L;
    for (byte b : purpose.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
    }
    return new CounterRandom(mix(mix(seed) ^ hash), iteration, slot);
  }

  /** Returns 32 uniform random bits. */
  public int nextBits() {
    if (used == 4) {
      fillBlock(blockNumber++);
      used = 0;
    }
    return block[used++];
  }

  /** Returns a float in [0, 1), a multiple of 2^-24. */
  public float nextFloat() {
    return (nextBits() >>> 8) * 0x1.0p-24f;
  }

  /** Returns a double in [0, 1), a multiple of 2^-53. */
  public double nextDouble() {
    long high = nextBits() >>> 5;
    long low = nextBits() >>> 6;
    return ((high << 26) + low) * 0x1.0p-53;
  }

  /** Returns a double in [low, high). */
  public double nextDouble(double low, double high) {
    return low + (high - low) * nextDouble();
  }

  /**
   * Returns an int in [0, bound), without bias to speak of (below 2^-32 times {@code bound}).
   *
   * @throws IllegalArgumentException if {@code bound} is below 1
   */
  public int nextInt(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound must be at least 1, got " + bound);
    }
    return (int) (((nextBits() & 0xFFFFFFFFL) * bound) >>> 32);
  }

  /** Returns a draw of the standard normal distribution (Box and Muller's method). */
  public double nextGaussian() {
    double radius = Math.sqrt(-2 * Math.log(1 - nextDouble()));
    return radius * Math.cos(2 * Math.PI * nextDouble());
  }

  /** Returns a random permutation of 0 to {@code count - 1} (Fisher and Yates' shuffle). */
  public int[] permutation(int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int other = nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }

  private void fillBlock(int number) {
    int c0 = number;
    int c1 = slot;
    int c2 = (int) iteration;
    int c3 = (int) (iteration >>> 32);
    int k0 = key0;
    int k1 = key1;
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = (MULTIPLIER_0 & 0xFFFFFFFFL) * (c0 & 0xFFFFFFFFL);
      long product1 = (MULTIPLIER_1 & 0xFFFFFFFFL) * (c2 & 0xFFFFFFFFL);
      c0 = (int) (product1 >>> 32) ^ c1 ^ k0;
      c2 = (int) (product0 >>> 32) ^ c3 ^ k1;
      c1 = (int) product1;
      c3 = (int) product0;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
    block[0] = c0;
    block[1] = c1;
    block[2] = c2;
    block[3] = c3;
  }

  /** SplitMix64's finaliser: spreads every input bit over all output bits. */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
