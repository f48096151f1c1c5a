package org.saehdbw.transfers;

/**
 * Means and covariances of a picture's channels, added up in double precision.
 *
 * @param means one a channel
 * @param covariances of the channels, row by row, divided by what was asked for
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared as a whole
record Moments(double[] means, double[][] covariances) {
  /** Of all pixels, divided by their number. */
  static Moments ofAll(float[][] planes) {
    return of(planes, planes[0].length);
  }

  /** As an estimate from a sample: divided by one less than the number. One pixel has no spread. */
  static Moments ofSample(float[][] planes) {
    return of(planes, Math.max(1, planes[0].length - 1));
  }

  /** Of all pixels, each channel for itself: only means and variances. */
  static Moments apart(float[][] planes) {
    double[] means = new double[planes.length];
    double[][] covariances = new double[planes.length][planes.length];
    for (int c = 0; c < planes.length; c++) {
      means[c] = mean(planes[c]);
      covariances[c][c] = product(planes[c], means[c], planes[c], means[c]) / planes[c].length;
    }
    return new Moments(means, covariances);
  }

  private static Moments of(float[][] planes, int divisor) {
    int channels = planes.length;
    double[] means = new double[channels];
    for (int c = 0; c < channels; c++) {
      means[c] = mean(planes[c]);
    }
    double[][] covariances = new double[channels][channels];
    for (int a = 0; a < channels; a++) {
      for (int b = 0; b <= a; b++) {
        double sum = product(planes[a], means[a], planes[b], means[b]) / divisor;
        covariances[a][b] = sum;
        covariances[b][a] = sum;
      }
    }
    return new Moments(means, covariances);
  }

  /** Four sums at once: an addition takes four cycles, and waits for the one before. */
  private static double mean(float[] values) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < values.length; i += 4) {
      s0 += values[i];
      s1 += values[i + 1];
      s2 += values[i + 2];
      s3 += values[i + 3];
    }
    for (; i < values.length; i++) {
      s0 += values[i];
    }
    return (s0 + s1 + s2 + s3) / values.length;
  }

  private static double product(float[] a, double meanA, float[] b, double meanB) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      s0 += (a[i] - meanA) * (b[i] - meanB);
      s1 += (a[i + 1] - meanA) * (b[i + 1] - meanB);
      s2 += (a[i + 2] - meanA) * (b[i + 2] - meanB);
      s3 += (a[i + 3] - meanA) * (b[i + 3] - meanB);
    }
    for (; i < a.length; i++) {
      s0 += (a[i] - meanA) * (b[i] - meanB);
    }
    return s0 + s1 + s2 + s3;
  }

  double variance(int channel) {
    return covariances[channel][channel];
  }
}
