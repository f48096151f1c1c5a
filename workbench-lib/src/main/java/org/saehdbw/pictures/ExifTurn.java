package org.saehdbw.pictures;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * How a picture's EXIF data ask a viewer to turn it. DeepFaceLab and our decoder never do so; a
 * program that shows photographs, and most programs that find landmarks, do.
 *
 * @param orientation EXIF's value, 1 (as stored) to 8
 */
public record ExifTurn(int orientation) {
  /** The picture is shown as it is stored. */
  public static final ExifTurn NONE = new ExifTurn(JpegTurn.UPRIGHT);

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int TIFF_HEADER = 8;
  private static final int EXIF_PREFIX = 6;
  private static final int MOST = 8;

  /**
   * Checks the value.
   *
   * @throws IllegalArgumentException if it is not from 1 to 8
   */
  public ExifTurn {
    if (orientation < JpegTurn.UPRIGHT || orientation > MOST) {
      throw new IllegalArgumentException(
          "EXIF orientation must be from 1 to 8, got " + orientation);
    }
  }

  /**
   * Finds the turn that a JPEG, PNG or WebP file asks for; {@link #NONE} where it says nothing, and
   * for other files. (OpenCV applies a TIFF file's own orientation when it decodes it.)
   *
   * @throws FaceFileException if it is a damaged JPEG
   */
  public static ExifTurn of(byte[] file) throws FaceFileException {
    if (file.length > 1 && file[0] == (byte) 0xFF && file[1] == (byte) 0xD8) {
      return new ExifTurn(JpegTurn.of(file, JpegLayout.of(file)));
    }
    ByteBuffer data = ByteBuffer.wrap(file);
    if (file.length > PNG.length && data.mismatch(ByteBuffer.wrap(PNG)) == PNG.length) {
      return chunks(data, PNG.length, "eXIf");
    }
    if (file.length > 12 && tag(data, 0).equals("RIFF") && tag(data, 8).equals("WEBP")) {
      return chunks(data.order(ByteOrder.LITTLE_ENDIAN), 12, "EXIF");
    }
    return NONE;
  }

  /** Whether the picture is shown as it is stored. */
  public boolean isNone() {
    return orientation == JpegTurn.UPRIGHT;
  }

  /** Looks for a chunk: PNG's have length, name, data and checksum, WebP's name, length, data. */
  private static ExifTurn chunks(ByteBuffer data, int start, String wanted) {
    boolean png = data.order() == ByteOrder.BIG_ENDIAN;
    long at = start;
    while (at + 8 <= data.limit()) {
      long length = data.getInt((int) at + (png ? 0 : 4)) & 0xFFFFFFFFL;
      String name = tag(data, (int) at + (png ? 4 : 0));
      if (at + 8 + length > data.limit()) {
        return NONE;
      }
      if (name.equals(wanted)) {
        return of(data.slice((int) at + 8, (int) length));
      }
      at += 8 + length + (png ? 4 : length % 2);
    }
    return NONE;
  }

  private static ExifTurn of(ByteBuffer exif) {
    boolean prefixed = exif.limit() >= EXIF_PREFIX && tag(exif, 0).equals("Exif");
    ByteBuffer tiff = prefixed ? exif.position(EXIF_PREFIX).slice() : exif;
    return tiff.limit() < TIFF_HEADER ? NONE : new ExifTurn(JpegTurn.orientation(tiff));
  }

  private static String tag(ByteBuffer data, int at) {
    byte[] name = new byte[4];
    data.get(at, name);
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  /** Whether the turned picture's width is the stored one's height. */
  private boolean swapsSides() {
    return orientation > 4;
  }

  /** The turned picture's columns. */
  public int width(Picture stored) {
    return swapsSides() ? stored.height() : stored.width();
  }

  /** The turned picture's rows. */
  public int height(Picture stored) {
    return swapsSides() ? stored.width() : stored.height();
  }

  /** The map from a stored picture's pixels to the turned one's. */
  public Affine map(int storedWidth, int storedHeight) {
    double right = storedWidth - 1.0;
    double bottom = storedHeight - 1.0;
    return switch (orientation) {
      case 2 -> new Affine(-1, 0, right, 0, 1, 0);
      case 3 -> new Affine(-1, 0, right, 0, -1, bottom);
      case 4 -> new Affine(1, 0, 0, 0, -1, bottom);
      case 5 -> new Affine(0, 1, 0, 1, 0, 0);
      case 6 -> new Affine(0, -1, bottom, 1, 0, 0);
      case 7 -> new Affine(0, -1, bottom, -1, 0, right);
      case 8 -> new Affine(0, 1, 0, -1, 0, right);
      default -> new Affine(1, 0, 0, 0, 1, 0);
    };
  }

  /** Returns the turned picture. */
  public Picture apply(Picture stored) {
    if (isNone()) {
      return stored;
    }
    int width = width(stored);
    int height = height(stored);
    int channels = stored.channels();
    byte[] turned = new byte[stored.pixels().length];
    Affine map = map(stored.width(), stored.height());
    for (int y = 0; y < stored.height(); y++) {
      for (int x = 0; x < stored.width(); x++) {
        int to = ((int) map.mapY(x, y)) * width + (int) map.mapX(x, y);
        System.arraycopy(
            stored.pixels(), (y * stored.width() + x) * channels, turned, to * channels, channels);
      }
    }
    return new Picture(width, height, channels, turned);
  }

  /** What it asks for, in words: {@code turned by 90 degrees clockwise}. */
  public String words() {
    return switch (orientation) {
      case 2 -> "mirrored left to right";
      case 3 -> "turned by 180 degrees";
      case 4 -> "mirrored top to bottom";
      case 5 -> "mirrored left to right and turned by 90 degrees counterclockwise";
      case 6 -> "turned by 90 degrees clockwise";
      case 7 -> "mirrored left to right and turned by 90 degrees clockwise";
      case 8 -> "turned by 90 degrees counterclockwise";
      default -> "as stored";
    };
  }
}
