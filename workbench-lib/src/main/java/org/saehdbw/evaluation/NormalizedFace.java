package org.saehdbw.evaluation;

/**
 * Pictures inside one mask with brightness and contrast taken out: the mean inside is 0 and the
 * mean square 1, so that the mean product of two is their correlation.
 */
final class NormalizedFace {
  /** Below this variance a picture is flat, and correlates with nothing. */
  private static final double FLAT = 1e-10;

  private final double[] mask;
  private final double weight;

  NormalizedFace(double[] mask) {
    this.mask = mask;
    double sum = 0;
    for (double value : mask) {
      sum += value;
    }
    weight = sum;
  }

  /** Returns the sum of the mask. */
  double weight() {
    return weight;
  }

  /** Returns the picture with mean 0 and mean square 1; a flat one becomes 0. */
  double[] standard(double[] picture) {
    double mean = mean(picture);
    double variance = variance(picture);
    double scale = variance < FLAT ? 0 : 1 / Math.sqrt(variance);
    double[] standard = new double[picture.length];
    for (int i = 0; i < standard.length; i++) {
      standard[i] = (picture[i] - mean) * scale;
    }
    return standard;
  }

  /** Returns the variance inside the mask. */
  double variance(double[] picture) {
    double mean = mean(picture);
    double sum = 0;
    for (int i = 0; i < picture.length; i++) {
      sum += mask[i] * (picture[i] - mean) * (picture[i] - mean);
    }
    return sum / weight;
  }

  private double mean(double[] picture) {
    double sum = 0;
    for (int i = 0; i < picture.length; i++) {
      sum += mask[i] * picture[i];
    }
    return sum / weight;
  }

  /** Returns the mean product: of standard pictures their correlation. */
  double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += mask[i] * a[i] * b[i];
    }
    return sum / weight;
  }
}
