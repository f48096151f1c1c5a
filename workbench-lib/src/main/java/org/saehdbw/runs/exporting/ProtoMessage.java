package org.saehdbw.runs.exporting;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes a message in the wire form of Protocol Buffers: as much of it as event files need. Fields
 * are written in the order of the calls.
 */
final class ProtoMessage {
  private static final int VARINT = 0;
  private static final int EIGHT_BYTES = 1;
  private static final int LENGTH_FIRST = 2;
  private static final int FOUR_BYTES = 5;
  private static final int LOW_BITS = 0x7F;
  private static final int MORE = 0x80;
  private static final int BITS = 7;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  ProtoMessage number(int field, long value) {
    key(field, VARINT);
    varint(value);
    return this;
  }

  ProtoMessage doubleValue(int field, double value) {
    key(field, EIGHT_BYTES);
    bytes.writeBytes(
        ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN).putDouble(value).array());
    return this;
  }

  ProtoMessage floatValue(int field, float value) {
    key(field, FOUR_BYTES);
    bytes.writeBytes(
        ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array());
    return this;
  }

  ProtoMessage text(int field, String value) {
    return data(field, value.getBytes(StandardCharsets.UTF_8));
  }

  ProtoMessage message(int field, ProtoMessage value) {
    return data(field, value.toBytes());
  }

  ProtoMessage data(int field, byte[] value) {
    key(field, LENGTH_FIRST);
    varint(value.length);
    bytes.writeBytes(value);
    return this;
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  private void key(int field, int form) {
    varint((long) field << 3 | form);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~LOW_BITS) != 0) {
      bytes.write((int) (rest & LOW_BITS) | MORE);
      rest >>>= BITS;
    }
    bytes.write((int) rest);
  }
}
