package org.saehdbw.pictures;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds how a camera says a picture is to be turned (EXIF's orientation). It is never applied, as
 * in DeepFaceLab: landmarks belong to the stored pixels. It is worth a remark, since other programs
 * show such a picture otherwise.
 */
public final class JpegTurn {
  private static final int APP1 = 0xE1;
  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final int ORIENTATION = 0x0112;
  public static final int UPRIGHT = 1;
  private static final int MOST = 8;
  private static final int LONG = 4;
  private static final int ENTRY_BYTES = 12;
  private static final int HEADER_BYTES = 8;

  private JpegTurn() {}

  /** Returns EXIF's orientation from 1 to 8: 1 is upright, also where nothing is said. */
  public static int of(byte[] file, JpegLayout layout) {
    for (JpegLayout.Segment segment : layout.segments()) {
      if (segment.marker() == APP1) {
        byte[] payload = segment.payload(file);
        if (payload.length >= EXIF.length + HEADER_BYTES
            && Arrays.equals(payload, 0, EXIF.length, EXIF, 0, EXIF.length)) {
          return orientation(ByteBuffer.wrap(payload).position(EXIF.length).slice());
        }
      }
    }
    return UPRIGHT;
  }

  /** Looks through the first directory of a TIFF header. */
  static int orientation(ByteBuffer tiff) {
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long directory = tiff.getInt(4) & 0xFFFFFFFFL;
    if (directory + 2 > tiff.limit()) {
      return UPRIGHT;
    }
    int at = (int) directory;
    int entries = tiff.getShort(at) & 0xFFFF;
    at += 2;
    for (int i = 0; i < entries && at + ENTRY_BYTES <= tiff.limit(); i++, at += ENTRY_BYTES) {
      if ((tiff.getShort(at) & 0xFFFF) == ORIENTATION) {
        boolean isLong = tiff.getShort(at + 2) == LONG;
        int value = isLong ? tiff.getInt(at + 8) : tiff.getShort(at + 8) & 0xFFFF;
        return value >= UPRIGHT && value <= MOST ? value : UPRIGHT;
      }
    }
    return UPRIGHT;
  }
}
