package org.saehdbw.runs.exporting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** Reads event files by the published forms alone; it shares no code with our writer. */
final class EventRecords {
  private EventRecords() {}

  /** A field of a message: a number, eight or four bytes, or bytes. */
  record Field(int number, Object value) {
    double asDouble() {
      return Double.longBitsToDouble((Long) value);
    }

    float asFloat() {
      return Float.intBitsToFloat((Integer) value);
    }

    byte[] asBytes() {
      return (byte[]) value;
    }

    String asText() {
      return new String(asBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Returns the messages of a file; checks each length and both checksums. */
  static List<List<Field>> read(Path file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<List<Field>> events = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] head = new byte[8];
      in.get(head);
      assertThat(in.getInt()).isEqualTo(masked(head));
      byte[] data =
          new byte[Math.toIntExact(ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong())];
      in.get(data);
      assertThat(in.getInt()).isEqualTo(masked(data));
      events.add(fields(data));
    }
    return events;
  }

  private static int masked(byte[] data) {
    CRC32C sum = new CRC32C();
    sum.update(data);
    long crc = sum.getValue();
    return (int) (((crc >>> 15) | (crc << 17)) + 0xa282ead8L);
  }

  static List<Field> fields(byte[] message) {
    ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    List<Field> fields = new ArrayList<>();
    while (in.hasRemaining()) {
      long key = varint(in);
      Object value =
          switch ((int) (key & 7)) {
            case 0 -> varint(in);
            case 1 -> in.getLong();
            case 5 -> in.getInt();
            default -> {
              byte[] bytes = new byte[(int) varint(in)];
              in.get(bytes);
              yield bytes;
            }
          };
      fields.add(new Field((int) (key >>> 3), value));
    }
    return fields;
  }

  /** Returns the only field of a number. */
  static Field one(List<Field> fields, int number) {
    List<Field> found = fields.stream().filter(field -> field.number() == number).toList();
    assertThat(found).as("field " + number).hasSize(1);
    return found.get(0);
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
