package org.saehdbw.merging;

import org.saehdbw.merging.filters.Median;
import org.saehdbw.merging.filters.MedianCut;
import org.saehdbw.merging.filters.Planes;
import org.saehdbw.merging.filters.Resize;
import org.saehdbw.merging.options.MergeOptions;
import org.saehdbw.parallel.Team;

/** Makes a frame worse, so that it fits a face. */
final class Degrade {
  private static final int WHOLE = 100;
  private static final int STEP = 10;
  private static final int COLOURS = 256;
  private static final int GRAYS = 16;
  private static final float TOP = 255;

  private Degrade() {}

  /** The frame with the options' medians and resizing; {@code frame} is whole and changed. */
  static void background(Planes frame, MergeOptions options, Team team) {
    for (int power = options.imageDenoisePower(); power > 0; power -= STEP) {
      Median.apply(frame, Math.min(1f, power / (float) WHOLE));
    }
    if (options.bicubicDegradePower() > 0) {
      double part = 1 - options.bicubicDegradePower() / 101.0;
      int width = Math.max(1, (int) (frame.width() * part));
      int height = Math.max(1, (int) (frame.height() * part));
      Planes small = new Planes();
      Planes large = new Planes();
      Planes exact = new Planes().exact(frame.width(), frame.height(), frame.channels());
      for (int c = 0; c < frame.channels(); c++) {
        System.arraycopy(frame.plane(c), 0, exact.plane(c), 0, frame.count());
      }
      Resize.cubic(frame.width(), frame.height(), width, height).planes(exact, small, team);
      Resize.cubic(width, height, frame.width(), frame.height()).planes(small, large, team);
      frame.copy(large);
    }
  }

  /** Blends a finished picture with itself in 256 colours, gray in 16 levels. */
  static void colours(Planes picture, int power) {
    int[] rgb = new int[picture.count()];
    int channels = picture.channels();
    for (int c = 0; c < channels; c++) {
      float[] plane = picture.plane(c);
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] |= Math.max(0, Math.min(255, (int) (plane[i] * TOP))) << 8 * c;
      }
    }
    int[] reduced = MedianCut.reduce(rgb, channels == 1 ? GRAYS : COLOURS);
    float part = power / (float) WHOLE;
    for (int c = 0; c < channels; c++) {
      float[] plane = picture.plane(c);
      for (int i = 0; i < rgb.length; i++) {
        float value = (reduced[i] >> 8 * c & 0xFF) / TOP;
        plane[i] = power == WHOLE ? value : plane[i] * (1 - part) + value * part;
      }
    }
  }
}
