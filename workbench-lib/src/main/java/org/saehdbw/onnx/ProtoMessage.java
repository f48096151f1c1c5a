package org.saehdbw.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * One message in the wire format of Protocol Buffers (encoding guide of protobuf.dev): fields in
 * the order in which they are added, numbers as varints, a repeated field as several.
 */
final class ProtoMessage {
  private static final int VARINT = 0;
  private static final int LENGTH = 2;
  private static final int FIXED_32 = 5;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Adds an integer. */
  ProtoMessage number(int field, long value) {
    varint((long) field << 3 | VARINT);
    varint(value);
    return this;
  }

  /** Adds a 32-bit float. */
  ProtoMessage decimal(int field, float value) {
    varint((long) field << 3 | FIXED_32);
    int bits = Float.floatToRawIntBits(value);
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      bytes.write(bits >>> shift);
    }
    return this;
  }

  /** Adds text in UTF-8. */
  ProtoMessage text(int field, String value) {
    return content(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a message. */
  ProtoMessage message(int field, ProtoMessage value) {
    return content(field, value.toBytes());
  }

  /** Adds the head of a field whose content, of so many bytes, is written behind this message. */
  ProtoMessage head(int field, long length) {
    varint((long) field << 3 | LENGTH);
    varint(length);
    return this;
  }

  /** Returns how many bytes it has so far. */
  int size() {
    return bytes.size();
  }

  /** Returns its bytes so far. */
  byte[] toBytes() {
    return bytes.toByteArray();
  }

  private ProtoMessage content(int field, byte[] value) {
    head(field, value.length);
    bytes.writeBytes(value);
    return this;
  }

  /** Seven bits a byte, the lowest first; the highest bit says that more follow. */
  private void varint(long value) {
    long left = value;
    while ((left & ~0x7FL) != 0) {
      bytes.write((int) (left & 0x7F | 0x80));
      left >>>= 7;
    }
    bytes.write((int) left);
  }
}
