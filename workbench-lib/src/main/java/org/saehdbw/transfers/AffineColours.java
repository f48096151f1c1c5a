package org.saehdbw.transfers;

/** An affine map of colours: {@code matrix * (pixel - from) + to}. */
final class AffineColours {
  private AffineColours() {}

  /** Maps planes into new ones, not clipped. */
  static float[][] map(float[][] planes, double[][] matrix, double[] from, double[] to) {
    int channels = planes.length;
    float[][] out = new float[channels][planes[0].length];
    for (int c = 0; c < channels; c++) {
      double offset = to[c];
      for (int k = 0; k < channels; k++) {
        offset -= matrix[c][k] * from[k];
      }
      if (channels == 1) {
        line(planes[0], matrix[0][0], offset, out[0]);
      } else {
        space(planes, matrix[c], offset, out[c]);
      }
    }
    return out;
  }

  private static void line(float[] in, double factor, double offset, float[] out) {
    for (int i = 0; i < in.length; i++) {
      out[i] = (float) (factor * in[i] + offset);
    }
  }

  private static void space(float[][] in, double[] row, double offset, float[] out) {
    float[] a = in[0];
    float[] b = in[1];
    float[] c = in[2];
    double ma = row[0];
    double mb = row[1];
    double mc = row[2];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) (ma * a[i] + mb * b[i] + mc * c[i] + offset);
    }
  }
}
