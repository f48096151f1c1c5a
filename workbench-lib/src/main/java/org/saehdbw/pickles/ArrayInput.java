package org.saehdbw.pickles;

import java.io.InputStream;
import java.util.Objects;

/** A stream of an array's bytes for one thread: Java's own locks itself at every byte. */
final class ArrayInput extends InputStream {
  private final byte[] bytes;
  private int position;

  ArrayInput(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read() {
    return position < bytes.length ? bytes[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, into.length);
    int count = Math.min(length, bytes.length - position);
    if (count == 0) {
      return length == 0 ? 0 : -1;
    }
    System.arraycopy(bytes, position, into, offset, count);
    position += count;
    return count;
  }

  @Override
  public long skip(long count) {
    int skipped = (int) Math.max(0, Math.min(count, bytes.length - position));
    position += skipped;
    return skipped;
  }
}
