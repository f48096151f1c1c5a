package org.saehdbw.charts.drawing;

import java.util.Arrays;
import org.saehdbw.statistics.Summary;

/** Smooth curves and thinned points for series with one value an iteration. */
public final class Smoothing {
  /** A smoothed curve averages this share of all values. */
  private static final int WINDOWS_IN_SERIES = 25;

  private static final int MAX_WINDOW = 501;

  private Smoothing() {}

  /**
   * Averages each value with its neighbours; near the ends with those that there are, so that the
   * last value alone never decides where the curve ends.
   *
   * @param window number of values averaged, odd and at least 1
   * @return a new array of the same length
   */
  public static double[] centredMean(double[] values, int window) {
    double[] sums = new double[values.length + 1];
    for (int i = 0; i < values.length; i++) {
      sums[i + 1] = sums[i] + values[i];
    }
    double[] means = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int from = Math.max(0, i - window / 2);
      int to = Math.min(values.length, i + window / 2 + 1);
      means[i] = (sums[to] - sums[from]) / (to - from);
    }
    return means;
  }

  /**
   * Takes window medians, which single slow steps (a save, a preview) do not move.
   *
   * @param window number of values looked at, odd and at least 1; near the ends fewer are
   * @param indices where to take them
   * @return a new array, a median for each index
   */
  public static double[] centredMedian(double[] values, int window, int[] indices) {
    double[] medians = new double[indices.length];
    for (int i = 0; i < indices.length; i++) {
      int from = Math.max(0, indices[i] - window / 2);
      int to = Math.min(values.length, indices[i] + window / 2 + 1);
      medians[i] = Summary.of(Arrays.copyOfRange(values, from, to)).median();
    }
    return medians;
  }

  /** Returns an odd window for a series of that length: a twenty-fifth of it, from 1 to 501. */
  public static int windowFor(int length) {
    int share = Math.max(1, Math.min(MAX_WINDOW, length / WINDOWS_IN_SERIES));
    return share % 2 == 1 ? share : share + 1;
  }

  /**
   * Returns the indices to draw, evenly spread, the last one always among them.
   *
   * @param atMost number of indices, at least 2
   */
  static int[] thin(int length, int atMost) {
    if (length <= atMost) {
      int[] all = new int[length];
      Arrays.setAll(all, i -> i);
      return all;
    }
    int[] kept = new int[atMost];
    Arrays.setAll(kept, i -> (int) ((long) i * (length - 1) / (atMost - 1)));
    return kept;
  }

  public static double[] pick(double[] values, int[] indices) {
    double[] picked = new double[indices.length];
    Arrays.setAll(picked, i -> values[indices[i]]);
    return picked;
  }
}
