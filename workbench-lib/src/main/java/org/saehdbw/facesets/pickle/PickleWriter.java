package org.saehdbw.facesets.pickle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Writes pickles of protocol 3, which every build of DeepFaceLab reads. Each value is written out
 * in full where it stands, without references to earlier ones: a little longer, and legal.
 */
public final class PickleWriter {
  private static final int PROTOCOL = 3;

  private final OutputStream out;

  private PickleWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * Returns a value's pickle.
   *
   * @param value what {@link PickleReader} gives, or Integer, Float
   * @throws IllegalArgumentException if there is a value of another type in it
   */
  public static byte[] write(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(value, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Writes a value's pickle to a stream, best a buffered one.
   *
   * @throws IllegalArgumentException if there is a value of another type in it
   * @throws IOException if the stream fails
   */
  public static void write(Object value, OutputStream out) throws IOException {
    out.write(0x80);
    out.write(PROTOCOL);
    new PickleWriter(out).any(value);
    out.write('.');
  }

  private void any(Object value) throws IOException {
    if (value instanceof String text) {
      sized('X', text.getBytes(StandardCharsets.UTF_8));
    } else if (value instanceof byte[] bytes) {
      sized('B', bytes);
    } else if (value instanceof Boolean truth) {
      out.write(truth ? 0x88 : 0x89);
    } else if (value instanceof Double || value instanceof Float) {
      out.write('G');
      out.write(ByteBuffer.allocate(8).putDouble(((Number) value).doubleValue()).array());
    } else if (value instanceof Number number) {
      integer(number);
    } else if (value instanceof NumpyArray array) {
      array(array);
    } else if (value == PickleNone.NONE) {
      out.write('N');
    } else {
      container(value);
    }
  }

  private void container(Object value) throws IOException {
    if (value instanceof List<?> list) {
      out.write(']');
      all(list, 'e');
    } else if (value instanceof PickleTuple tuple) {
      all(tuple.items(), 't');
    } else if (value instanceof Map<?, ?> map) {
      out.write('}');
      out.write('(');
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        any(entry.getKey());
        any(entry.getValue());
      }
      out.write('u');
    } else {
      throw new IllegalArgumentException(
          "a pickle holds numbers, text, bytes, lists, tuples, maps and arrays, got "
              + value.getClass().getName());
    }
  }

  private void all(List<?> items, char end) throws IOException {
    out.write('(');
    for (Object item : items) {
      any(item);
    }
    out.write(end);
  }

  private void integer(Number value) throws IOException {
    BigInteger integer = new BigInteger(value.toString());
    if (integer.bitLength() < Integer.SIZE) {
      out.write('J');
      littleEndian(integer.intValue());
      return;
    }
    byte[] bytes = integer.toByteArray();
    if (bytes.length > 255) {
      throw new IllegalArgumentException("a pickled integer may have at most 255 bytes");
    }
    out.write(0x8a);
    out.write(bytes.length);
    for (int i = bytes.length - 1; i >= 0; i--) {
      out.write(bytes[i]);
    }
  }

  private void array(NumpyArray array) throws IOException {
    global("numpy.core.multiarray", "_reconstruct");
    out.write('(');
    global("numpy", "ndarray");
    all(List.of(0), 't');
    any(new byte[] {'b'});
    out.write('t');
    out.write('R');
    out.write('(');
    any(1);
    all(array.shape(), 't');
    global("numpy", "dtype");
    all(List.of(array.dtype(), false, true), 't');
    out.write('R');
    String order = NumpyArray.itemSize(array.dtype()) == 1 ? "|" : "<";
    PickleNone none = PickleNone.NONE;
    all(List.of(3, order, none, none, none, -1, -1, 0), 't');
    out.write('b');
    any(false);
    any(array.data());
    out.write('t');
    out.write('b');
  }

  private void global(String module, String name) throws IOException {
    out.write('c');
    out.write((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  private void sized(char code, byte[] bytes) throws IOException {
    out.write(code);
    littleEndian(bytes.length);
    out.write(bytes);
  }

  private void littleEndian(int value) throws IOException {
    out.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }
}
