package org.saehdbw.pickles;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Bytes of a pickle, taken from a stream of known length; never allocates beyond that length. */
final class PickleSource {
  private static final int MAX_LINE = 256;
  private static final int MAX_TEXT = 1 << 20;
  private static final int MAX_BYTES = 1 << 26;

  /** Shorter ones are not worth a second look into the file. */
  private static final int SLICED_FROM = 1024;

  private final InputStream in;
  private final long length;
  private final boolean slicing;
  private long position;

  /**
   * Takes bytes from a stream.
   *
   * @param length how many bytes the stream has
   * @param slicing whether long byte strings are passed over and stay where they are
   */
  PickleSource(InputStream in, long length, boolean slicing) {
    this.in = in;
    this.length = length;
    this.slicing = slicing;
  }

  long position() {
    return position;
  }

  int unsignedByte() throws PickleException, IOException {
    int value = position < length ? in.read() : -1;
    if (value < 0) {
      throw cutOff(1);
    }
    position++;
    return value;
  }

  /** The next bytes, or the place where they stand. */
  Object bulk(long count) throws PickleException, IOException {
    if (!slicing || count < SLICED_FROM) {
      return bytes(count);
    }
    requireThere(count);
    PickleSlice slice = new PickleSlice(position, (int) count);
    in.skipNBytes(count);
    position += count;
    return slice;
  }

  byte[] bytes(long count) throws PickleException, IOException {
    requireThere(count);
    requireAtMost(count, MAX_BYTES, "bytes in a pickle that is read into memory");
    byte[] bytes = new byte[(int) count];
    if (in.readNBytes(bytes, 0, bytes.length) != count) {
      throw cutOff(count);
    }
    position += count;
    return bytes;
  }

  /** Passes over bytes without keeping them. */
  void skip(long count) throws PickleException, IOException {
    if (count < 0 || count > length - position) {
      throw cutOff(count);
    }
    in.skipNBytes(count);
    position += count;
  }

  /** Passes over text up to the end of its line. */
  void skipLine() throws PickleException, IOException {
    while (unsignedByte() != '\n') {
      // the line goes on
    }
  }

  /** A little-endian unsigned number; eight bytes of it stay a signed long. */
  long number(int size) throws PickleException, IOException {
    long value = 0;
    for (int i = 0; i < size; i++) {
      value |= (long) unsignedByte() << (8 * i);
    }
    return value;
  }

  /** Python's big-endian double. */
  double bigEndianDouble() throws PickleException, IOException {
    requireThere(8);
    long bits = 0;
    for (int i = 0; i < 8; i++) {
      bits = bits << 8 | unsignedByte();
    }
    return Double.longBitsToDouble(bits);
  }

  String text(long count) throws PickleException, IOException {
    requireThere(count);
    requireAtMost(count, MAX_TEXT, "a text in a pickle");
    byte[] bytes = bytes(count);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new PickleException(
          "text at byte " + (position - count) + " of the pickle is not UTF-8");
    }
  }

  /** Text up to the end of its line, without the line feed. */
  String line() throws PickleException, IOException {
    StringBuilder line = new StringBuilder();
    for (int c = unsignedByte(); c != '\n'; c = unsignedByte()) {
      line.append((char) c);
      if (line.length() > MAX_LINE) {
        throw new PickleException("a name in a pickle may have at most " + MAX_LINE + " letters");
      }
    }
    return line.toString();
  }

  private void requireThere(long count) throws PickleException {
    if (count < 0 || count > length - position || count > Integer.MAX_VALUE - 16) {
      throw cutOff(count);
    }
  }

  private void requireAtMost(long count, int most, String what) throws PickleException {
    if (count > most) {
      throw new PickleException(
          what + " may be at most " + most + " long, got " + count + " at byte " + position);
    }
  }

  private PickleException cutOff(long wanted) {
    return new PickleException(
        "the pickle is cut off: "
            + Long.toUnsignedString(wanted)
            + " bytes wanted at byte "
            + position
            + ", it has "
            + length);
  }
}
