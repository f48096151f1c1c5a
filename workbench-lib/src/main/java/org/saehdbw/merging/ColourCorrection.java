package org.saehdbw.merging;

import org.saehdbw.merging.filters.Planes;

/**
 * What a face's colours get after their transfer: {@code scale * value + offset}, clipped to [0,
 * 1].
 *
 * @param scale one a channel
 * @param offset one a channel
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity, never by value
public record ColourCorrection(float[] scale, float[] offset) {
  /** Changes nothing. */
  public static final ColourCorrection NONE = new ColourCorrection(new float[0], new float[0]);

  void apply(Planes face) {
    for (int c = 0; c < scale.length && c < face.channels(); c++) {
      float[] plane = face.plane(c);
      for (int i = 0; i < face.count(); i++) {
        plane[i] = Math.max(0, Math.min(1, scale[c] * plane[i] + offset[c]));
      }
    }
  }
}
