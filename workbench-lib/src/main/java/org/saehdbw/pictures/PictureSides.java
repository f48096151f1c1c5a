package org.saehdbw.pictures;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * How large a PNG or JPEG file says that its picture is, known before it is decoded.
 *
 * @param width its columns; of a PNG any unsigned number of 32 bits
 * @param height its rows
 */
public record PictureSides(long width, long height) {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int HEADER = 0x49484452; // IHDR
  private static final int HEADER_END = 24;

  /** Returns the sides, or nothing for a file of another kind or without a header. */
  public static Optional<PictureSides> of(byte[] file) {
    if (file.length >= HEADER_END && Arrays.equals(file, 0, PNG.length, PNG, 0, PNG.length)) {
      ByteBuffer header = ByteBuffer.wrap(file);
      return header.getInt(12) == HEADER
          ? Optional.of(
              new PictureSides(
                  Integer.toUnsignedLong(header.getInt(16)),
                  Integer.toUnsignedLong(header.getInt(20))))
          : Optional.empty();
    }
    try {
      JpegLayout jpeg = JpegLayout.of(file);
      return Optional.of(new PictureSides(jpeg.width(), jpeg.height()));
    } catch (FaceFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return width + " x " + height;
  }
}
