package org.saehdbw.evaluation;

import java.nio.FloatBuffer;

/**
 * Brightness of pictures, by which gray and colour can be compared: {@code 0.114 B + 0.587 G +
 * 0.299 R} (BT.601, as JPEG and OpenCV have it), and of gray the value itself. Values in [0, 1]
 * give luma in [0, 1]; a colour picture whose channels are equal has the luma of the gray one.
 */
final class Luma {
  private static final double BLUE = 0.114;
  private static final double GREEN = 0.587;
  private static final double RED = 0.299;

  private Luma() {}

  /**
   * Returns one picture's luma.
   *
   * @param pictures (sample, channel, row, column) from position 0; channels are blue, green, red
   * @param sample which picture
   * @param channels 1 or 3
   * @param plane values of a channel
   */
  static double[] of(FloatBuffer pictures, int sample, int channels, int plane) {
    float[] values = new float[channels * plane];
    pictures.get(sample * values.length, values);
    double[] luma = new double[plane];
    for (int i = 0; i < plane; i++) {
      luma[i] =
          channels == 1
              ? values[i]
              // To single precision: there equal channels give the very value of the gray picture.
              : (float)
                  (BLUE * values[i] + GREEN * values[plane + i] + RED * values[2 * plane + i]);
    }
    return luma;
  }
}
