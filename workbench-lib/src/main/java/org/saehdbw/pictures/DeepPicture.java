package org.saehdbw.pictures;

import java.util.Locale;

/**
 * A picture of 8 to 16 bits a value in plain Java memory, rows from the top, channels interleaved,
 * in full range: 0 is black, {@link #white()} is white.
 *
 * @param width columns
 * @param height rows
 * @param channels 1 (gray) or 3 (blue, green, red)
 * @param bits 8 to 16
 * @param values {@code height * width * channels} numbers without a sign, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // pictures are compared by identity, never by value
public record DeepPicture(int width, int height, int channels, int bits, short[] values) {
  private static final int UNSIGNED = 0xffff;

  /**
   * Checks the sizes against the array.
   *
   * @throws IllegalArgumentException if they do not fit
   */
  public DeepPicture {
    boolean fits = width > 0 && height > 0 && (channels == 1 || channels == 3);
    if (!fits || bits < 8 || bits > 16 || values.length != width * height * channels) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a picture needs sides of at least 1, 1 or 3 channels, 8 to 16 bits and a value for"
                  + " each, got %d x %d x %d, %d bits and %d values",
              width,
              height,
              channels,
              bits,
              values.length));
    }
  }

  /** Returns an 8-bit picture with the same values. */
  public static DeepPicture of(Picture picture) {
    short[] values = new short[picture.pixels().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) (picture.pixels()[i] & 0xff);
    }
    return new DeepPicture(picture.width(), picture.height(), picture.channels(), 8, values);
  }

  /** The value of white: 255 of 8 bits, 1023 of 10. */
  public int white() {
    return (1 << bits) - 1;
  }

  /** A value, from 0 to {@link #white()}. */
  public int at(int place) {
    return values[place] & UNSIGNED;
  }

  /** Returns the picture with 8 bits, to the nearest value. */
  public Picture to8Bits() {
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) scaled(at(i), white(), 255);
    }
    return new Picture(width, height, channels, pixels);
  }

  /** Returns the picture with other bits, to the nearest value; itself if they are the same. */
  public DeepPicture to(int newBits) {
    if (newBits == bits) {
      return this;
    }
    int newWhite = (1 << newBits) - 1;
    short[] scaled = new short[values.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (short) scaled(at(i), white(), newWhite);
    }
    return new DeepPicture(width, height, channels, newBits, scaled);
  }

  /** Returns the picture in gray: itself, or 0.299 red + 0.587 green + 0.114 blue, rounded. */
  public DeepPicture toGray() {
    if (channels == 1) {
      return this;
    }
    short[] gray = new short[width * height];
    for (int i = 0; i < gray.length; i++) {
      long sum = 114L * at(3 * i) + 587L * at(3 * i + 1) + 299L * at(3 * i + 2);
      gray[i] = (short) ((sum + 500) / 1000);
    }
    return new DeepPicture(width, height, 1, bits, gray);
  }

  /** Returns the picture in colour: itself, or one whose three channels are the gray one. */
  public DeepPicture toColour() {
    if (channels == 3) {
      return this;
    }
    short[] colour = new short[3 * values.length];
    for (int i = 0; i < colour.length; i++) {
      colour[i] = values[i / 3];
    }
    return new DeepPicture(width, height, 3, bits, colour);
  }

  private static int scaled(int value, int from, int to) {
    return (int) ((2L * value * to + from) / (2L * from));
  }
}
