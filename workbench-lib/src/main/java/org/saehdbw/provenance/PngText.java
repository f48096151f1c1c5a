package org.saehdbw.provenance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;

/** Text in PNG files: international text chunks (iTXt) of the PNG specification, section 11.3.4. */
final class PngText {
  /** The keyword under which readers look for XMP (XMP specification, part 3, section 1.1.5). */
  static final String XMP = "XML:com.adobe.xmp";

  private static final long SIGNATURE = 0x89504E470D0A1A0AL;

  /** The signature and the header chunk, which has to be the first one: 8 + 12 + 13 bytes. */
  private static final int AFTER_HEADER = 33;

  private static final int AROUND = 12;
  private static final int LONGEST = 1 << 20;

  private PngText() {}

  static boolean isPng(byte[] file) {
    return file.length >= AFTER_HEADER && ByteBuffer.wrap(file).getLong() == SIGNATURE;
  }

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
    ByteBuffer out = ByteBuffer.allocate(png.length + AROUND + length);
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

  /** Returns the text of the first text chunk of a keyword; a damaged file has none. */
  static Optional<String> find(byte[] png, String keyword) {
    ByteBuffer in = ByteBuffer.wrap(png).position(8);
    while (in.remaining() >= AROUND) {
      int length = in.getInt();
      if (length < 0 || length > in.remaining() - 8) {
        return Optional.empty();
      }
      byte[] type = new byte[4];
      byte[] data = new byte[length];
      in.get(type).get(data).getInt();
      if (new String(type, StandardCharsets.ISO_8859_1).equals("iTXt")) {
        Optional<String> text = text(data, keyword);
        if (text.isPresent()) {
          return text;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> text(byte[] data, String keyword) {
    byte[] name = (keyword + "\0").getBytes(StandardCharsets.ISO_8859_1);
    int at = name.length + 2;
    if (data.length < at || !Arrays.equals(data, 0, name.length, name, 0, name.length)) {
      return Optional.empty();
    }
    // The language and the translated keyword, each up to its end.
    for (int part = 0; part < 2; part++) {
      while (at < data.length && data[at] != 0) {
        at++;
      }
      at++;
    }
    if (at > data.length) {
      return Optional.empty();
    }
    boolean isCompressed = data[name.length] == 1;
    try (InflaterInputStream inflated =
        new InflaterInputStream(new ByteArrayInputStream(data, at, data.length - at))) {
      byte[] text =
          isCompressed ? inflated.readNBytes(LONGEST) : Arrays.copyOfRange(data, at, data.length);
      return Optional.of(new String(text, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
