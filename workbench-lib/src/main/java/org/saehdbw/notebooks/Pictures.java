package org.saehdbw.notebooks;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.saehdbw.pictures.Picture;

/** Small pictures made fit for a page. */
public final class Pictures {
  private static final int GAP = 6;
  private static final byte WHITE = (byte) 255;

  private Pictures() {}

  /**
   * Takes one sample out of an array of pictures.
   *
   * @param values samples x channels x rows x columns from position 0, nominally in [0, 1]; what
   *     lies outside is cut off
   * @param sample which one, from 0
   * @param channels 1 or 3 (blue, green, red)
   * @param side rows and columns
   */
  public static Picture of(FloatBuffer values, int sample, int channels, int side) {
    int plane = side * side;
    byte[] pixels = new byte[channels * plane];
    for (int channel = 0; channel < channels; channel++) {
      for (int i = 0; i < plane; i++) {
        float value = values.get((sample * channels + channel) * plane + i);
        pixels[i * channels + channel] = (byte) Math.round(255 * Math.min(1, Math.max(0, value)));
      }
    }
    return new Picture(side, side, channels, pixels);
  }

  /**
   * Sets pictures side by side on white, each pixel drawn as a square.
   *
   * @param scale page pixels for a pixel, at least 1
   * @throws IllegalArgumentException if there is none, or the scale is below 1
   */
  public static Picture row(int scale, Picture... pictures) {
    if (scale < 1 || pictures.length == 0) {
      throw new IllegalArgumentException(
          "a row needs a scale of at least 1 and a picture, got "
              + scale
              + " and "
              + pictures.length
              + " pictures");
    }
    int height = scale * Arrays.stream(pictures).mapToInt(Picture::height).max().orElseThrow();
    int width = scale * Arrays.stream(pictures).mapToInt(Picture::width).sum();
    width += GAP * (pictures.length - 1);
    byte[] pixels = new byte[3 * width * height];
    Arrays.fill(pixels, WHITE);
    int left = 0;
    for (Picture picture : pictures) {
      copy(picture, scale, pixels, width, left);
      left += scale * picture.width() + GAP;
    }
    return new Picture(width, height, 3, pixels);
  }

  private static void copy(Picture from, int scale, byte[] to, int width, int left) {
    for (int y = 0; y < scale * from.height(); y++) {
      for (int x = 0; x < scale * from.width(); x++) {
        int source = (y / scale * from.width() + x / scale) * from.channels();
        int target = 3 * (y * width + left + x);
        for (int channel = 0; channel < 3; channel++) {
          to[target + channel] = from.pixels()[source + Math.min(channel, from.channels() - 1)];
        }
      }
    }
  }
}
