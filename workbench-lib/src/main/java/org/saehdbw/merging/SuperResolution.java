package org.saehdbw.merging;

import org.saehdbw.transfers.Pixels;

/** A network that enlarges a face four times. */
@FunctionalInterface
public interface SuperResolution {
  /** How much larger a side becomes. */
  int FACTOR = 4;

  /**
   * Enlarges.
   *
   * @param face values in [0, 1]
   * @return a picture of four times the sides and the same channels
   */
  Pixels enlarge(Pixels face);
}
