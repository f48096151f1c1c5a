package org.saehdbw.tensors;

import java.nio.FloatBuffer;

/**
 * A trained array of a network: its name, shape and how it starts. Sharing goes by name.
 *
 * @param name the part and DeepFaceLab's path in it, such as {@code
 *     encoder/down1/downs_0/conv1/weight}
 * @param dims convolution weights (out, in, height, width), dense weights (in, out), biases (out)
 * @param kind decides the initial values
 */
public record Parameter(String name, Dims dims, Kind kind) {
  /** What a parameter is, which decides its fans. */
  public enum Kind {
    /** A convolution's weights. */
    CONVOLUTION,
    /** The weights of a convolution of each channel by itself: both fans are its kernel's size. */
    DEPTHWISE,
    /** A dense layer's weights. */
    DENSE,
    /** Added values, zero at first. */
    BIAS
  }

  /** Returns the first element of the name: {@code encoder}, {@code inter_AB}, and so on. */
  public String part() {
    return name.substring(0, name.indexOf('/'));
  }

  /**
   * Writes the initial values: Glorot uniform, U(-L, L) with L = sqrt(6 / (fan in + fan out)), for
   * weights (Glorot and Bengio 2010) and zeros for biases. The values depend on the seed and the
   * name alone.
   *
   * @param seed the run's seed
   * @param into receives {@code dims().count()} values from its start; its position stays
   */
  public void initialise(long seed, FloatBuffer into) {
    float limit = (float) limit();
    int count = Math.toIntExact(dims.count());
    CounterRandom random = CounterRandom.of(seed, "initialise " + name, 0, 0);
    for (int i = 0; i < count; i++) {
      into.put(i, kind == Kind.BIAS ? 0 : (2 * random.nextFloat() - 1) * limit);
    }
  }

  private double limit() {
    return switch (kind) {
      case BIAS -> 0;
      case DENSE -> Math.sqrt(6.0 / (dims.at(0) + dims.at(1)));
      case DEPTHWISE -> Math.sqrt(3.0 / (dims.at(2) * dims.at(3)));
      case CONVOLUTION ->
          Math.sqrt(6.0 / (dims.at(2) * dims.at(3) * (double) (dims.at(0) + dims.at(1))));
    };
  }
}
