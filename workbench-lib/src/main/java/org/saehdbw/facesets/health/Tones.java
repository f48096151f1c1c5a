package org.saehdbw.facesets.health;

/**
 * How bright a face is and how much contrast it has, in levels of 0 to 255 of the luma inside the
 * face's hull.
 *
 * @param mean the mean level
 * @param low the level that 2 % of the pixels stay below
 * @param high the level that 2 % of the pixels lie above: highlights and the white of the eyes, on
 *     dark skin too
 * @param burnt the share of pixels at 250 or above, where no detail is left
 * @param drowned the share of pixels at 5 or below
 * @param grayShare how much of the contrast is left in gray: the deviation of the luma over the
 *     root of the mean variance of blue, green and red; 1 for a gray picture
 */
public record Tones(
    double mean, double low, double high, double burnt, double drowned, double grayShare) {
  private static final int LEVELS = 256;
  private static final int BURNT = 250;
  private static final int DROWNED = 5;
  private static final double END = 0.02;

  /** The levels between {@link #low} and {@link #high}: the contrast of the face in gray. */
  public double contrast() {
    return high - low;
  }

  /**
   * Measures a part of a picture.
   *
   * @param pixels interleaved values
   * @param channels 1 or 3 of them
   * @param luma the gray values of the same pixels
   * @param inside which pixels count, at least one
   */
  static Tones of(byte[] pixels, int channels, byte[] luma, boolean[] inside) {
    int[] histogram = new int[LEVELS];
    Moments gray = new Moments();
    Moments[] parts = new Moments[channels];
    for (int channel = 0; channel < channels; channel++) {
      parts[channel] = new Moments();
    }
    for (int i = 0; i < luma.length; i++) {
      if (inside[i]) {
        histogram[luma[i] & 0xFF]++;
        gray.add(luma[i] & 0xFF);
        for (int channel = 0; channel < channels; channel++) {
          parts[channel].add(pixels[i * channels + channel] & 0xFF);
        }
      }
    }
    double variance = 0;
    for (Moments part : parts) {
      variance += part.variance() / channels;
    }
    double share = variance > 0 ? Math.sqrt(gray.variance() / variance) : 1;
    return new Tones(
        gray.mean(),
        quantile(histogram, gray.count, END),
        quantile(histogram, gray.count, 1 - END),
        share(histogram, gray.count, BURNT, LEVELS),
        share(histogram, gray.count, 0, DROWNED + 1),
        share);
  }

  private static double quantile(int[] histogram, long count, double share) {
    long below = 0;
    for (int level = 0; level < LEVELS; level++) {
      below += histogram[level];
      if (below > share * count) {
        return level;
      }
    }
    return LEVELS - 1;
  }

  private static double share(int[] histogram, long count, int from, int to) {
    long found = 0;
    for (int level = from; level < to; level++) {
      found += histogram[level];
    }
    return (double) found / count;
  }

  /** A running mean and variance of whole numbers. */
  private static final class Moments {
    private long count;
    private long sum;
    private long squares;

    void add(int value) {
      count++;
      sum += value;
      squares += (long) value * value;
    }

    double mean() {
      return (double) sum / count;
    }

    double variance() {
      return Math.max(0, (double) squares / count - mean() * mean());
    }
  }
}
