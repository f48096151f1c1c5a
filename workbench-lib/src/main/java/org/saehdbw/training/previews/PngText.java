package org.saehdbw.training.previews;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Text in PNG files: international text chunks (iTXt) of the PNG specification, section 11.3.4. */
final class PngText {
  /** The keyword under which readers look for XMP (XMP specification, part 3, section 1.1.5). */
  static final String XMP = "XML:com.adobe.xmp";

  /** The signature and the header chunk, which has to be the first one: 8 + 12 + 13 bytes. */
  private static final int AFTER_HEADER = 33;

  private PngText() {}

  /**
   * Returns the file with an uncompressed text chunk behind its header.
   *
   * @param png a whole PNG file
   * @param keyword 1 to 79 letters of Latin-1
   * @param text any text
   */
  static byte[] insert(byte[] png, String keyword, String text) {
    byte[] name = keyword.getBytes(StandardCharsets.ISO_8859_1);
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    // Behind the keyword: its end, no compression, compression method 0, and neither a language
    // nor a translated keyword.
    int length = name.length + 5 + content.length;
    ByteBuffer out = ByteBuffer.allocate(png.length + 12 + length);
    out.put(png, 0, AFTER_HEADER);
    out.putInt(length);
    byte[] chunk =
        ByteBuffer.allocate(4 + length)
            .put("iTXt".getBytes(StandardCharsets.ISO_8859_1))
            .put(name)
            .put(new byte[5])
            .put(content)
            .array();
    CRC32 crc = new CRC32();
    crc.update(chunk);
    out.put(chunk).putInt((int) crc.getValue());
    out.put(png, AFTER_HEADER, png.length - AFTER_HEADER);
    return out.array();
  }
}
