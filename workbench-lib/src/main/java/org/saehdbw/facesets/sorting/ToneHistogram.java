package org.saehdbw.facesets.sorting;

import java.util.Locale;
import org.saehdbw.pictures.Picture;

/**
 * A picture's 256-bin histograms, one a channel, kept as roots of shares, so that a distance is one
 * product. Bhattacharyya's distance of two histograms is {@code sqrt(1 - sum(sqrt(p * q)))} over
 * their shares: 0 for equal ones, 1 where no value is in both.
 */
public final class ToneHistogram {
  private static final int BINS = 256;

  private final double[] roots;

  private ToneHistogram(double[] roots) {
    this.roots = roots;
  }

  /** Counts a picture's values in each of its channels. */
  public static ToneHistogram of(Picture picture) {
    int channels = picture.channels();
    int[] counts = new int[BINS * channels];
    byte[] pixels = picture.pixels();
    for (int i = 0; i < pixels.length; i++) {
      counts[BINS * (i % channels) + (pixels[i] & 0xFF)]++;
    }
    double size = (double) picture.width() * picture.height();
    double[] roots = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      roots[i] = Math.sqrt(counts[i] / size);
    }
    return new ToneHistogram(roots);
  }

  /**
   * Returns the sum over the channels of Bhattacharyya's distances, 0 to the number of channels.
   *
   * @throws IllegalArgumentException if the numbers of channels differ
   */
  public double distance(ToneHistogram other) {
    if (roots.length != other.roots.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "histograms must have as many channels, got %d and %d",
              roots.length / BINS,
              other.roots.length / BINS));
    }
    double sum = 0;
    for (int channel = 0; channel < roots.length; channel += BINS) {
      sum += Math.sqrt(Math.max(0, 1 - product(other.roots, channel)));
    }
    return sum;
  }

  /** Four sums, which the processor can work on at once; always in this order. */
  private double product(double[] theirs, int from) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    for (int i = from; i < from + BINS; i += 4) {
      a += roots[i] * theirs[i];
      b += roots[i + 1] * theirs[i + 1];
      c += roots[i + 2] * theirs[i + 2];
      d += roots[i + 3] * theirs[i + 3];
    }
    return a + b + (c + d);
  }
}
