package org.saehdbw.synthesis;

/** What a surface is painted with. */
interface Paint {
  /**
   * Sets a point's colour.
   *
   * @return false if nothing is painted: what is behind stays
   */
  boolean on(Sample sample);
}
