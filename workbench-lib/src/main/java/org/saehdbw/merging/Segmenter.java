package org.saehdbw.merging;

import org.saehdbw.transfers.Pixels;

/** A network that says which pixels of a face's square are face. */
@FunctionalInterface
public interface Segmenter {
  /** The side of its input and output. */
  int SIDE = 256;

  /**
   * Returns a mask.
   *
   * @param face {@value #SIDE} x {@value #SIDE} x 3, values about [0, 1]
   * @return one value a pixel, row by row, where the network's values below 0.1 are set to 0
   */
  float[] mask(Pixels face);
}
