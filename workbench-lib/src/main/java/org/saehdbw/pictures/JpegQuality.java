package org.saehdbw.pictures;

import java.util.OptionalInt;

/**
 * The quality from 1 to 100 at which a JPEG file was written, told from its brightness table: the
 * one whose table, by the formula of the Independent JPEG Group's library, is nearest.
 */
public final class JpegQuality {
  private static final int TABLES = 0xDB;
  private static final int ENTRIES = 64;
  private static final int HIGHEST = 100;

  /** The standard's example table for brightness (ITU-T T.81, table K.1), in zigzag order. */
  private static final int[] EXAMPLE = {
    16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37,
    29, 40, 58, 51, 61, 60, 57, 51, 56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87,
    95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99
  };

  private JpegQuality() {}

  /** Returns the nearest quality, or empty where the file has no 8-bit table 0. */
  public static OptionalInt of(byte[] file) throws FaceFileException {
    for (JpegLayout.Segment segment : JpegLayout.of(file).segments()) {
      if (segment.marker() == TABLES) {
        byte[] payload = segment.payload(file);
        // Table 0 of 8 bits stands first in every file that libjpeg and its kin write.
        if (payload.length > ENTRIES && payload[0] == 0) {
          return OptionalInt.of(nearest(payload));
        }
      }
    }
    return OptionalInt.empty();
  }

  private static int nearest(byte[] payload) {
    int best = HIGHEST;
    long least = Long.MAX_VALUE;
    for (int quality = HIGHEST; quality >= 1; quality--) {
      long distance = 0;
      for (int i = 0; i < ENTRIES; i++) {
        distance += Math.abs((payload[i + 1] & 0xFF) - scaled(EXAMPLE[i], quality));
      }
      if (distance < least) {
        least = distance;
        best = quality;
      }
    }
    return best;
  }

  private static int scaled(int entry, int quality) {
    int scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
    return Math.max(1, Math.min(255, (entry * scale + 50) / 100));
  }
}
