package org.saehdbw.provenance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.JpegLayout;

/** XMP in JPEG files: an APP1 segment (XMP specification, part 3, section 1.1.3). */
final class JpegXmp {
  private static final byte[] NAME =
      "http://ns.adobe.com/xap/1.0/\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final int APP0 = 0xE0;
  private static final int APP1 = 0xE1;
  private static final int LONGEST = 65_535;

  private JpegXmp() {}

  static boolean isJpeg(byte[] file) {
    return file.length > 3 && (file[0] & 0xff) == 0xff && (file[1] & 0xff) == 0xd8;
  }

  /**
   * Returns the file with a packet behind its JFIF header and its EXIF data.
   *
   * @throws FaceFileException if it is not a JPEG file, or is damaged
   * @throws IllegalArgumentException if the packet is longer than a segment can be
   */
  static byte[] insert(byte[] jpeg, String packet) throws FaceFileException {
    byte[] content = packet.getBytes(StandardCharsets.UTF_8);
    int length = 2 + NAME.length + content.length;
    if (length > LONGEST) {
      throw new IllegalArgumentException(
          "an XMP packet in a JPEG file has at most 65502 bytes, got " + content.length);
    }
    int at = 2;
    for (JpegLayout.Segment segment : JpegLayout.of(jpeg).segments()) {
      if (segment.start() == at && (segment.marker() == APP0 || segment.marker() == APP1)) {
        at = segment.end();
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(jpeg.length + length + 2);
    out.write(jpeg, 0, at);
    out.writeBytes(new byte[] {(byte) 0xff, (byte) APP1, (byte) (length >> 8), (byte) length});
    out.writeBytes(NAME);
    out.writeBytes(content);
    out.write(jpeg, at, jpeg.length - at);
    return out.toByteArray();
  }

  /** Returns the packet; a damaged file has none. */
  static Optional<String> find(byte[] jpeg) {
    try {
      for (JpegLayout.Segment segment : JpegLayout.of(jpeg).segments()) {
        if (segment.marker() == APP1) {
          byte[] data = segment.payload(jpeg);
          boolean isXmp =
              data.length > NAME.length
                  && Arrays.equals(data, 0, NAME.length, NAME, 0, NAME.length);
          if (isXmp) {
            int count = data.length - NAME.length;
            return Optional.of(new String(data, NAME.length, count, StandardCharsets.UTF_8));
          }
        }
      }
    } catch (FaceFileException e) {
      // It is no picture that we can read, so nothing can be read of it.
    }
    return Optional.empty();
  }
}
