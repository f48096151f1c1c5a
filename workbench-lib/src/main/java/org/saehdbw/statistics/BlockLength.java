package org.saehdbw.statistics;

import java.util.Arrays;

/**
 * How many neighbours of a series must be drawn together, so that what they say of one another
 * survives the drawing.
 *
 * <p>Politis and White, "Automatic block-length selection for the dependent bootstrap" (2004), with
 * the correction of Patton, Politis and White (2009), for the circular block bootstrap: the length
 * grows with the series' correlation and with the cube root of its length. Independent values give
 * 1 or little more.
 */
final class BlockLength {
  /** Flat-top lag window: correlations below this count of standard errors are taken for none. */
  private static final double SMALL = 2;

  private static final int FEWEST_LAGS = 5;

  private BlockLength() {}

  /** Returns a length from 1 to a third of the series. */
  static int of(double[] series) {
    int n = series.length;
    int quiet = Math.max(FEWEST_LAGS, (int) Math.log10(n));
    int most = Math.min(n - 1, (int) Math.ceil(Math.sqrt(n)) + quiet);
    double[] covariance = covariances(series, most);
    if (covariance[0] == 0) {
      return 1;
    }
    int window = window(covariance, quiet, SMALL * Math.sqrt(Math.log10(n) / n));
    double bend = 0;
    double longRun = covariance[0];
    for (int lag = 1; lag <= window; lag++) {
      double weight = Math.min(1, 2 * (1 - (double) lag / window));
      bend += 2 * weight * lag * covariance[lag];
      longRun += 2 * weight * covariance[lag];
    }
    double spread = 4.0 / 3 * longRun * longRun;
    double length = spread == 0 ? n : Math.cbrt(2 * bend * bend / spread * n);
    int longest = (int) Math.ceil(Math.min(3 * Math.sqrt(n), n / 3.0));
    return Math.max(1, Math.min(longest, (int) Math.ceil(length)));
  }

  /** Twice the lag after which correlations stay small. */
  private static int window(double[] covariance, int quiet, double small) {
    int most = covariance.length - 1;
    int run = 0;
    for (int lag = 1; lag <= most; lag++) {
      run = Math.abs(covariance[lag] / covariance[0]) < small ? run + 1 : 0;
      if (run == quiet) {
        return Math.min(most, 2 * Math.max(1, lag - quiet));
      }
    }
    return most;
  }

  private static double[] covariances(double[] series, int most) {
    double mean = Arrays.stream(series).average().orElse(0);
    double[] covariance = new double[most + 1];
    for (int lag = 0; lag <= most; lag++) {
      double sum = 0;
      for (int i = lag; i < series.length; i++) {
        sum += (series[i] - mean) * (series[i - lag] - mean);
      }
      covariance[lag] = sum / series.length;
    }
    return covariance;
  }
}
