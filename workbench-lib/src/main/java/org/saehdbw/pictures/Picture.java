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

  /**
   * Returns the part of the picture where a mask is set, with a margin around it; all of it where
   * the mask is empty.
   *
   * @param mask one channel of the same size
   * @param margin in pixels, on each side as far as there are pixels
   */
  public Picture partOf(Picture mask, int margin) {
    int left = mask.width;
    int right = 0;
    int top = mask.height;
    int bottom = 0;
    for (int i = 0; i < mask.pixels.length; i++) {
      if (mask.pixels[i] != 0) {
        left = Math.min(left, i % mask.width);
        right = Math.max(right, i % mask.width);
        top = Math.min(top, i / mask.width);
        bottom = Math.max(bottom, i / mask.width);
      }
    }
    if (right < left) {
      return this;
    }
    left = Math.max(0, left - margin);
    top = Math.max(0, top - margin);
    int across = Math.min(width, right + margin) - left;
    int down = Math.min(height, bottom + margin) - top;
    if (across < 1 || down < 1) {
      return this;
    }
    byte[] part = new byte[channels * across * down];
    int line = channels * across;
    for (int y = 0; y < down; y++) {
      System.arraycopy(pixels, channels * ((top + y) * width + left), part, y * line, line);
    }
    return new Picture(across, down, channels, part);
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
