package org.saehdbw.bench;

import org.saehdbw.statistics.Summary;

/** Medians of measurements. */
final class Numbers {
  private Numbers() {}

  static double median(double[] values) {
    return Summary.of(values).median();
  }
}
