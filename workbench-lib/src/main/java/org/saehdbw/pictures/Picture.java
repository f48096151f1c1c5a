package org.saehdbw.pictures;

/**
 * An 8-bit picture in plain Java memory, rows from the top, channels interleaved.
 *
 * @param width columns
 * @param height rows
 * @param channels 1 (gray) or 3 (blue, green, red: OpenCV's and DeepFaceLab's order)
 * @param pixels {@code height * width * channels} bytes, not copied: whoever makes a picture gives
 *     its array away
 */
@SuppressWarnings("ArrayRecordComponent") // pictures are compared by identity, never by value
public record Picture(int width, int height, int channels, byte[] pixels) {
  /**
   * Checks the sizes against the array.
   *
   * @throws IllegalArgumentException if they do not fit, or channels is neither 1 nor 3
   */
  public Picture {
    if (width < 1 || height < 1 || (channels != 1 && channels != 3)) {
      throw new IllegalArgumentException(
          "a picture needs sides of at least 1 and 1 or 3 channels, got "
              + width
              + " x "
              + height
              + " x "
              + channels);
    }
    if (pixels.length != width * height * channels) {
      throw new IllegalArgumentException(
          "a picture of "
              + width
              + " x "
              + height
              + " x "
              + channels
              + " has "
              + width * height * channels
              + " bytes, got "
              + pixels.length);
    }
  }

  /**
   * Returns the picture in gray: itself if it is gray, else 0.299 red + 0.587 green + 0.114 blue in
   * OpenCV's 15-bit arithmetic, to the bit.
   */
  public Picture toGray() {
    return GrayFrom.LUMA.apply(this);
  }

  /** Returns the picture with three channels: itself, or a gray one repeated three times. */
  public Picture toThreeChannels() {
    if (channels == 3) {
      return this;
    }
    byte[] repeated = new byte[3 * pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      repeated[3 * i] = pixels[i];
      repeated[3 * i + 1] = pixels[i];
      repeated[3 * i + 2] = pixels[i];
    }
    return new Picture(width, height, 3, repeated);
  }
}
