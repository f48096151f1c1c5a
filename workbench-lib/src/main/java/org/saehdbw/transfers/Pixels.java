package org.saehdbw.transfers;

import java.util.Locale;

/**
 * A picture of 32-bit floats, rows from the top, channels interleaved; usual range [0, 1], which
 * cubic interpolation may leave a little.
 *
 * @param width columns
 * @param height rows
 * @param channels 1 (gray) or 3 (blue, green, red)
 * @param values {@code height * width * channels} floats, not copied: whoever makes a picture gives
 *     its array away
 */
@SuppressWarnings("ArrayRecordComponent") // pictures are compared by identity, never by value
public record Pixels(int width, int height, int channels, float[] values) {
  /** Far beyond any picture; squares and cubes of it are still numbers in single precision. */
  private static final float LARGEST = 1e6f;

  /**
   * Checks the sizes against the array.
   *
   * @throws IllegalArgumentException if they do not fit, or channels is neither 1 nor 3
   */
  public Pixels {
    if (width < 1 || height < 1 || (channels != 1 && channels != 3)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a picture needs sides of at least 1 and 1 or 3 channels, got %d x %d x %d",
              width,
              height,
              channels));
    }
    if (values.length != width * height * channels) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a picture of %d x %d x %d has %d values, got %d",
              width,
              height,
              channels,
              width * height * channels,
              values.length));
    }
  }

  /** How many pixels there are. */
  public int count() {
    return width * height;
  }

  /** Returns a picture of this one's size with other values. */
  Pixels with(float[] other) {
    return new Pixels(width, height, channels, other);
  }

  /** Returns one channel as a plane of its own. */
  float[] plane(int channel) {
    float[] plane = new float[count()];
    for (int i = 0; i < plane.length; i++) {
      plane[i] = values[i * channels + channel];
    }
    return plane;
  }

  /** Returns all channels as planes of their own. */
  float[][] planes() {
    float[][] planes = new float[channels][];
    for (int channel = 0; channel < channels; channel++) {
      planes[channel] = plane(channel);
    }
    return planes;
  }

  /** Returns a picture of this one's size from planes, clipped to [0, 1]. */
  Pixels clipped(float[][] planes) {
    float[] out = new float[values.length];
    for (int channel = 0; channel < channels; channel++) {
      float[] plane = planes[channel];
      for (int i = 0; i < plane.length; i++) {
        out[i * channels + channel] = Math.min(1f, Math.max(0f, plane[i]));
      }
    }
    return with(out);
  }

  /**
   * Checks what every transfer asks for.
   *
   * @throws IllegalArgumentException if the channels differ, or a value is not finite or beyond a
   *     million
   */
  static void check(Pixels content, Pixels reference) {
    if (content.channels != reference.channels) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "content and reference must have the same channels, got %d and %d",
              content.channels,
              reference.channels));
    }
    content.requireNumbers("content");
    reference.requireNumbers("reference");
  }

  private void requireNumbers(String name) {
    for (int i = 0; i < values.length; i++) {
      if (!(Math.abs(values[i]) <= LARGEST)) {
        int pixel = i / channels;
        String allowed =
            Float.isFinite(values[i]) ? "values within a million of 0" : "finite values";
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s must have %s, got %s at column %d, row %d",
                name,
                allowed,
                values[i],
                pixel % width,
                pixel / width));
      }
    }
  }
}
