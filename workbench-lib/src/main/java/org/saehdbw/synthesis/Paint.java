package org.saehdbw.synthesis;

/** What a surface is painted with. */
interface Paint {
  /**
   * Sets a point's colour.
   *
   * @return false where there is nothing: whatever lies behind stays
   */
  boolean on(Sample sample);
}
