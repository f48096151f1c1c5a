package org.saehdbw.transfers;

import org.saehdbw.parallel.Team;
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
    return matched(values, new RadixSort(values.length).order(values), Distinct.of(reference));
  }

  /**
   * Matches some channels, the sorts of each at the same time.
   *
   * @param values one plane for each channel, changed in place
   * @param reference as many planes
   */
  public void planes(float[][] values, float[][] reference, Team team) {
    int channels = values.length;
    int[][] orders = new int[channels][];
    Distinct[] wanted = new Distinct[channels];
    team.run(
        2 * channels,
        i -> {
          if (i < channels) {
            orders[i] = new RadixSort(values[i].length).order(values[i]);
          } else {
            wanted[i - channels] = Distinct.of(reference[i - channels]);
          }
        });
    team.run(
        channels,
        c -> {
          float[] matched = matched(values[c], orders[c], wanted[c]);
          System.arraycopy(matched, 0, values[c], 0, matched.length);
        });
  }

  private float[] matched(float[] values, int[] order, Distinct to) {
    float[] out = new float[values.length];
    int first = 0;
    int above = 0;
    while (first < order.length) {
      float value = values[order[first]];
      int end = first + 1;
      while (end < order.length && values[order[end]] == value) {
        end++;
      }
      double share = threshold * (double) end / values.length;
      above = to.firstAtLeast(share, above);
      float matched = to.at(share, above);
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

    /** The first place from {@code from} whose share is not below {@code share}. */
    int firstAtLeast(double share, int from) {
      int place = from;
      while (place < count && shares[place] < share) {
        place++;
      }
      return place;
    }

    /** The value at a share, between two values linearly. */
    float at(double share, int above) {
      if (above == count) {
        return values[count - 1];
      }
      if (above == 0 || shares[above] == share) {
        return values[above];
      }
      double part = (share - shares[above - 1]) / (shares[above] - shares[above - 1]);
      return (float) (values[above - 1] + part * (values[above] - values[above - 1]));
    }
  }
}
