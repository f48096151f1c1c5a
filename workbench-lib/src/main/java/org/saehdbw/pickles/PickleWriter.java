package org.saehdbw.pickles;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Writes pickles: of protocol 3, which every build of DeepFaceLab reads, or of protocol 4, which
 * Python reads from 3.4 on. Each value is written out in full where it stands, without references
 * to earlier ones: a little longer, and legal. Long lists go out in pieces as they are iterated, so
 * a list that makes its items when asked needs memory for one of them.
 */
public final class PickleWriter {
  private static final int OLD = 3;
  private static final int NEW = 4;

  /** As in Python's own writer; its reader holds the items of one piece at a time. */
  private static final int BATCH = 1000;

  private static final int CHUNK_BYTES = 1 << 16;

  private final OutputStream out;
  private final int protocol;

  private PickleWriter(OutputStream out, int protocol) {
    this.out = out;
    this.protocol = protocol;
  }

  /**
   * Returns a value's pickle of protocol 3.
   *
   * @param value what {@link PickleReader#read} gives, or Integer, Float, {@link PickleCall},
   *     {@link NumpyFloats}, {@link NumpyLong}
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
   * Writes a value's pickle of protocol 3 to a stream, best a buffered one.
   *
   * @throws IllegalArgumentException if there is a value of another type in it
   * @throws IOException if the stream fails
   */
  public static void write(Object value, OutputStream out) throws IOException {
    write(value, OLD, out);
  }

  /**
   * Writes a value's pickle to a stream, best a buffered one.
   *
   * @param protocol 3 or 4
   * @throws IllegalArgumentException if there is a value of another type in it, or the protocol is
   *     another one
   * @throws IOException if the stream fails
   */
  public static void write(Object value, int protocol, OutputStream out) throws IOException {
    if (protocol != OLD && protocol != NEW) {
      throw new IllegalArgumentException("pickles are written in protocol 3 or 4, got " + protocol);
    }
    out.write(0x80);
    out.write(protocol);
    new PickleWriter(out, protocol).any(value);
    out.write('.');
  }

  private void any(Object value) throws IOException {
    if (value instanceof String text) {
      sized(0x8c, 'X', text.getBytes(StandardCharsets.UTF_8));
    } else if (value instanceof byte[] bytes) {
      sized('C', 'B', bytes);
    } else if (value instanceof Boolean truth) {
      out.write(truth ? 0x88 : 0x89);
    } else if (value instanceof Double || value instanceof Float) {
      out.write('G');
      out.write(ByteBuffer.allocate(8).putDouble(((Number) value).doubleValue()).array());
    } else if (value instanceof Number number) {
      integer(number);
    } else if (value instanceof NumpyArray array) {
      arrayHead(array.dtype(), array.shape());
      any(array.data());
      arrayEnd();
    } else if (value instanceof NumpyFloats floats) {
      arrayHead("f4", floats.shape());
      bytesOf(floats.checkedValues());
      arrayEnd();
    } else if (value instanceof NumpyLong scalar) {
      scalar(scalar.value());
    } else if (value == PickleNone.NONE) {
      out.write('N');
    } else {
      container(value);
    }
  }

  private void container(Object value) throws IOException {
    if (value instanceof List<?> list) {
      out.write(']');
      Iterator<?> items = list.iterator();
      do {
        out.write('(');
        for (int i = 0; i < BATCH && items.hasNext(); i++) {
          any(items.next());
        }
        out.write('e');
      } while (items.hasNext());
    } else if (value instanceof PickleTuple tuple) {
      tuple(tuple.items());
    } else if (value instanceof Map<?, ?> map) {
      out.write('}');
      Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
      do {
        out.write('(');
        for (int i = 0; i < BATCH && entries.hasNext(); i++) {
          Map.Entry<?, ?> entry = entries.next();
          any(entry.getKey());
          any(entry.getValue());
        }
        out.write('u');
      } while (entries.hasNext());
    } else if (value instanceof PickleCall call) {
      global(call.module(), call.name());
      tuple(call.arguments());
      out.write('R');
    } else {
      throw new IllegalArgumentException(
          "a pickle holds numbers, text, bytes, lists, tuples, maps and arrays, got "
              + value.getClass().getName());
    }
  }

  private void tuple(List<?> items) throws IOException {
    out.write('(');
    for (Object item : items) {
      any(item);
    }
    out.write('t');
  }

  private void integer(Number value) throws IOException {
    BigInteger integer = new BigInteger(value.toString());
    if (integer.bitLength() < Integer.SIZE) {
      int small = integer.intValue();
      if (protocol == NEW && small >= 0 && small < 256) {
        out.write('K');
        out.write(small);
      } else {
        out.write('J');
        littleEndian(small);
      }
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

  private void arrayHead(String dtype, List<Integer> shape) throws IOException {
    global("numpy.core.multiarray", "_reconstruct");
    out.write('(');
    global("numpy", "ndarray");
    tuple(List.of(0));
    any(new byte[] {'b'});
    out.write('t');
    out.write('R');
    out.write('(');
    any(1);
    tuple(shape);
    dtype(dtype);
    any(false);
  }

  private void arrayEnd() throws IOException {
    out.write('t');
    out.write('b');
  }

  private void dtype(String dtype) throws IOException {
    global("numpy", "dtype");
    tuple(List.of(dtype, false, true));
    out.write('R');
    String order = NumpyArray.itemSize(dtype) == 1 ? "|" : "<";
    PickleNone none = PickleNone.NONE;
    tuple(List.of(3, order, none, none, none, -1, -1, 0));
    out.write('b');
  }

  private void scalar(long value) throws IOException {
    global("numpy.core.multiarray", "scalar");
    out.write('(');
    dtype("i8");
    any(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
    out.write('t');
    out.write('R');
  }

  private void bytesOf(FloatBuffer values) throws IOException {
    out.write('B');
    littleEndian(Float.BYTES * values.remaining());
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    while (values.hasRemaining()) {
      int count = Math.min(values.remaining(), CHUNK_BYTES / Float.BYTES);
      chunk.clear().asFloatBuffer().put(values.slice().limit(count));
      out.write(chunk.array(), 0, count * Float.BYTES);
      values.position(values.position() + count);
    }
  }

  private void global(String module, String name) throws IOException {
    if (protocol == NEW) {
      any(module);
      any(name);
      out.write(0x93);
    } else {
      out.write('c');
      out.write((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    }
  }

  private void sized(int shortCode, int code, byte[] bytes) throws IOException {
    if (protocol == NEW && bytes.length < 256) {
      out.write(shortCode);
      out.write(bytes.length);
    } else {
      out.write(code);
      littleEndian(bytes.length);
    }
    out.write(bytes);
  }

  private void littleEndian(int value) throws IOException {
    out.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }
}
