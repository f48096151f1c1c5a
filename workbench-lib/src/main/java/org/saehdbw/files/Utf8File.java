package org.saehdbw.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Reads text files, which are UTF-8 here. {@link Files#readString(Path)} says only {@code Input
 * length = 1} of a file in another encoding; this names the file, the byte and the remedy.
 */
public final class Utf8File {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** Stands for any byte of ASCII but zero. */
  private static final int LETTER = -1;

  private Utf8File() {}

  /**
   * Returns a file's text, without the byte-order mark that some editors write first.
   *
   * @throws NotUtf8Exception if it is not UTF-8 text, or holds zero bytes, which no text has
   * @throws IOException if it cannot be read
   */
  public static String read(Path file) throws IOException {
    return decode(bytes(file), file.toString());
  }

  /**
   * Returns the text of a file that may be damaged, for a reader that refuses what it cannot parse:
   * bytes that are not UTF-8 become replacement characters. A byte-order mark is left out. Jackson
   * guesses another encoding from damaged bytes, and then throws an error that does not name the
   * file.
   *
   * @throws IOException if it cannot be read
   */
  public static String readDamaged(Path file) throws IOException {
    String text = new String(bytes(file), StandardCharsets.UTF_8);
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  /**
   * Returns a file's lines, as {@link #read}.
   *
   * @throws NotUtf8Exception if it is not UTF-8 text
   * @throws IOException if it cannot be read
   */
  public static List<String> readLines(Path file) throws IOException {
    return read(file).lines().toList();
  }

  /**
   * Returns the text of bytes, without a byte-order mark.
   *
   * @param bytes UTF-8 text
   * @param name where they came from, for the message
   * @throws NotUtf8Exception if they are not UTF-8 text
   */
  public static String decode(byte[] bytes, String name) throws NotUtf8Exception {
    requireBytes(bytes, name);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      throw wrongByte(bytes, in.position(), name);
    }
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == 0) {
        throw wrongByte(bytes, at, name);
      }
    }
    out.flip();
    boolean marked = out.hasRemaining() && out.get(0) == BYTE_ORDER_MARK;
    return marked ? out.subSequence(1, out.length()).toString() : out.toString();
  }

  /** The system's message for a folder does not name it. */
  private static byte[] bytes(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "must be a file, is a folder");
    }
    return Files.readAllBytes(file);
  }

  private static NotUtf8Exception wrongByte(byte[] bytes, int at, String name) {
    int line = 1;
    for (int i = 0; i < at; i++) {
      line += bytes[i] == '\n' ? 1 : 0;
    }
    return new NotUtf8Exception(
        String.format(
            Locale.ROOT,
            "%s is not UTF-8 text: byte 0x%02X at offset %d (line %d); save it as UTF-8",
            name,
            bytes[at] & 0xFF,
            at,
            line));
  }

  /**
   * Checks that the first bytes are not those of text in UTF-16 or UTF-32, with or without a
   * byte-order mark.
   *
   * @param name where they came from, for the message
   * @throws NotUtf8Exception if they are
   */
  public static void requireBytes(byte[] bytes, String name) throws NotUtf8Exception {
    String encoding = "";
    if (begins(bytes, 0xFF, 0xFE, 0, 0) || begins(bytes, 0, 0, 0xFE, 0xFF)) {
      encoding = "UTF-32";
    } else if (begins(bytes, 0xFF, 0xFE) || begins(bytes, 0xFE, 0xFF)) {
      encoding = "UTF-16";
    } else if (begins(bytes, LETTER, 0, 0, 0) || begins(bytes, 0, 0, 0, LETTER)) {
      encoding = "UTF-32";
    } else if (begins(bytes, LETTER, 0, LETTER, 0) || begins(bytes, 0, LETTER, 0, LETTER)) {
      encoding = "UTF-16";
    }
    if (!encoding.isEmpty()) {
      throw new NotUtf8Exception(name + " is " + encoding + " text, not UTF-8; save it as UTF-8");
    }
  }

  private static boolean begins(byte[] bytes, int... wanted) {
    boolean begins = bytes.length >= wanted.length;
    for (int i = 0; begins && i < wanted.length; i++) {
      begins = wanted[i] == LETTER ? bytes[i] > 0 : (bytes[i] & 0xFF) == wanted[i];
    }
    return begins;
  }
}
