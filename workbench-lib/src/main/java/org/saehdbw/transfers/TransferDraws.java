package org.saehdbw.transfers;

import java.util.function.Supplier;
import org.saehdbw.tensors.CounterRandom;

/**
 * What a transfer draws at random, in the order in which it is used.
 *
 * @param directions of length 1 in the space of colours; in gray none is drawn
 * @param turns of that space, 3 x 3; in gray none is drawn
 */
public record TransferDraws(Supplier<float[]> directions, Supplier<double[][]> turns) {
  /** Draws from a stream. */
  public static TransferDraws of(CounterRandom random) {
    return new TransferDraws(
        () -> unit(random.nextGaussian(), random.nextGaussian(), random.nextGaussian()),
        () -> Idt.rotation(random));
  }

  /** Returns a direction of length 1. */
  public static float[] unit(double x, double y, double z) {
    return Sot.unit(x, y, z);
  }
}
