package org.saehdbw.pictures;

import java.util.Locale;
import org.saehdbw.tensors.CounterRandom;

/**
 * How much blue, green and red make gray: shares of the stored (sRGB) values, which sum to 1.
 *
 * <p>Film answers to light, not to stored values; the shares of stored values are what picture
 * programs' channel mixers use for the same purpose, and keep white white and gray gray.
 *
 * @param blue share of blue, 0 to 1
 * @param green share of green
 * @param red share of red
 */
public record GrayMix(double blue, double green, double red) {
  private static final int BITS = 15;
  private static final double LARGEST_ERROR = 1e-6;

  /**
   * Checks the shares.
   *
   * @throws IllegalArgumentException if one is below 0, or they do not sum to 1
   */
  public GrayMix {
    boolean positive = blue >= 0 && green >= 0 && red >= 0;
    if (!positive || !(Math.abs(blue + green + red - 1) <= LARGEST_ERROR)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "shares of blue, green and red must be at least 0 and sum to 1, got %s, %s and %s",
              blue,
              green,
              red));
    }
  }

  /**
   * Draws shares evenly from all that sum to 1 (three exponential draws over their sum), from the
   * blue-sensitive plates of early film to deep red.
   */
  public static GrayMix draw(CounterRandom random) {
    double blue = -Math.log(1 - random.nextDouble());
    double green = -Math.log(1 - random.nextDouble());
    double red = -Math.log(1 - random.nextDouble());
    double sum = blue + green + red;
    return sum > 0 ? new GrayMix(blue / sum, green / sum, red / sum) : GrayFrom.LUMA.mix();
  }

  /**
   * Returns a picture in gray, in 15-bit arithmetic; a gray picture is returned as it is. With the
   * shares of luma this is OpenCV's conversion to the bit.
   */
  public Picture apply(Picture picture) {
    if (picture.channels() == 1) {
      return picture;
    }
    int ofRed = (int) Math.round(red * (1 << BITS));
    int ofGreen = (int) Math.round(green * (1 << BITS));
    int ofBlue = (1 << BITS) - ofRed - ofGreen;
    byte[] colour = picture.pixels();
    byte[] gray = new byte[picture.width() * picture.height()];
    for (int i = 0; i < gray.length; i++) {
      int sum =
          ofBlue * (colour[3 * i] & 0xFF)
              + ofGreen * (colour[3 * i + 1] & 0xFF)
              + ofRed * (colour[3 * i + 2] & 0xFF);
      gray[i] = (byte) ((sum + (1 << (BITS - 1))) >> BITS);
    }
    return new Picture(picture.width(), picture.height(), 1, gray);
  }
}
