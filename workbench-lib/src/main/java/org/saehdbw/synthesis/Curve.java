package org.saehdbw.synthesis;

/** A smooth curve through given points, flat beyond the first and the last. */
final class Curve {
  private final double[] at;
  private final double[] value;
  private final double[] slope;

  /** Takes points as at0, value0, at1, value1, ..., in rising order. */
  Curve(double... points) {
    int n = points.length / 2;
    at = new double[n];
    value = new double[n];
    slope = new double[n];
    for (int i = 0; i < n; i++) {
      at[i] = points[2 * i];
      value[i] = points[2 * i + 1];
    }
    for (int i = 1; i < n - 1; i++) {
      slope[i] = (value[i + 1] - value[i - 1]) / (at[i + 1] - at[i - 1]);
    }
  }

  double of(double x) {
    int last = at.length - 1;
    if (x <= at[0]) {
      return value[0];
    }
    if (x >= at[last]) {
      return value[last];
    }
    int i = 0;
    while (x > at[i + 1]) {
      i++;
    }
    double h = at[i + 1] - at[i];
    double t = (x - at[i]) / h;
    double t2 = t * t;
    double t3 = t2 * t;
    return (2 * t3 - 3 * t2 + 1) * value[i]
        + (t3 - 2 * t2 + t) * h * slope[i]
        + (3 * t2 - 2 * t3) * value[i + 1]
        + (t3 - t2) * h * slope[i + 1];
  }
}
