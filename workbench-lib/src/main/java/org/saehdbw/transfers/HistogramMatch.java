package org.saehdbw.transfers;

import org.saehdbw.tensors.CounterRandom;

/**
 * Histogram match (spec/transfers 9): each channel's values go where the reference has the same
 * share of pixels below, between its values linearly.
 *
 * @param threshold of 255 that the content's shares are scaled to; below 255 the reference's
 *     brightest part stays unused
 */
public record HistogramMatch(int threshold) implements Transfer {
  private static final double ALL = 255;

  /**
   * Checks the threshold.
   *
   * @throws IllegalArgumentException if it is not from 0 to 255
   */
  public HistogramMatch {
    if (threshold < 0 || threshold > ALL) {
      throw new IllegalArgumentException("threshold must be from 0 to 255, got " + threshold);
    }
  }

  @Override
  public Pixels apply(Pixels content, Pixels reference, CounterRandom random) {
    Pixels.check(content, reference);
    float[][] planes = content.planes();
    float[][] wanted = reference.planes();
    for (int c = 0; c < planes.length; c++) {
      planes[c] = plane(planes[c], wanted[c]);
    }
    return content.clipped(planes);
  }

  /**
   * Matches one channel, without the checks of {@link #apply}: all values must be finite.
   *
   * @return a new plane, whose values are within the range of the reference's
   */
  public float[] plane(float[] values, float[] reference) {
    Distinct to = Distinct.of(reference);
    int[] order = new RadixSort(values.length).order(values);
    float[] out = new float[values.length];
    int first = 0;
    while (first < order.length) {
      float value = values[order[first]];
      int end = first;
      while (end < order.length && values[order[end]] == value) {
        end++;
      }
      float matched = to.at(threshold * (double) end / values.length);
      for (int i = first; i < end; i++) {
        out[order[i]] = matched;
      }
      first = end;
    }
    return out;
  }

  /** A plane's different values in rising order, and the share of pixels up to each, of 255. */
  private record Distinct(float[] values, double[] shares, int count) {
    static Distinct of(float[] plane) {
      float[] sorted = new float[plane.length];
      new RadixSort(plane.length).sort(plane, sorted);
      float[] values = new float[plane.length];
      double[] shares = new double[plane.length];
      int count = 0;
      for (int i = 0; i < sorted.length; i++) {
        if (i + 1 == sorted.length || sorted[i + 1] != sorted[i]) {
          values[count] = sorted[i];
          shares[count++] = ALL * (i + 1) / sorted.length;
        }
      }
      return new Distinct(values, shares, count);
    }

    /** The value at a share, between two values linearly. */
    float at(double share) {
      int found = java.util.Arrays.binarySearch(shares, 0, count, share);
      if (found >= 0) {
        return values[found];
      }
      int above = -found - 1;
      if (above == 0) {
        return values[0];
      }
      if (above == count) {
        return values[count - 1];
      }
      double part = (share - shares[above - 1]) / (shares[above] - shares[above - 1]);
      return (float) (values[above - 1] + part * (values[above] - values[above - 1]));
    }
  }
}
