package org.saehdbw.transfers;

import org.saehdbw.tensors.CounterRandom;

/**
 * Gives a picture the colours, or in gray the brightness, of another one. Stateless, so safe from
 * several threads. No result has a NaN: what has no spread is given the reference's mean.
 */
@FunctionalInterface
public interface Transfer {
  /**
   * Transfers.
   *
   * @param content the picture that is changed (A in the formulas)
   * @param reference the picture whose colours are wanted (B), of any size, with the same channels
   * @param random a stream of this call's own; modes without chance draw nothing
   * @return a picture of the content's size, in [0, 1]
   * @throws IllegalArgumentException if the channels differ, or a value is not finite or beyond a
   *     million
   */
  Pixels apply(Pixels content, Pixels reference, CounterRandom random);
}
