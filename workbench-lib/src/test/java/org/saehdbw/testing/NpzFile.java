package org.saehdbw.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Reads NumPy's {@code .npz}: C-order little-endian arrays of f4, f8, i2, i4, i8, u1 and b1. */
public final class NpzFile {
  private static final Pattern HEADER =
      Pattern.compile("'descr': '[<|]?(\\w\\d)', 'fortran_order': False, 'shape': \\(([^)]*)\\)");
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /**
   * One array: its axes, and its values as floats in C order (exact up to 24 bits), and the type
   * that they have in the file, such as {@code u1}.
   */
  public record Entry(int[] shape, float[] values, String type) {
    /** Values whose type in a file does not matter. */
    public Entry(int[] shape, float[] values) {
      this(shape, values, "f4");
    }

    /** Returns the NHWC array as NCHW. */
    public float[] nchw() {
      return permuted(0, 3, 1, 2);
    }

    /** Returns the values with the axes in another order: axis i of the result is axes[i] here. */
    public float[] permuted(int... axes) {
      int[] strides = new int[shape.length];
      int stride = 1;
      for (int i = shape.length - 1; i >= 0; i--) {
        strides[i] = stride;
        stride *= shape[i];
      }
      float[] result = new float[values.length];
      for (int i = 0; i < result.length; i++) {
        int rest = i;
        int from = 0;
        for (int axis = axes.length - 1; axis >= 0; axis--) {
          from += rest % shape[axes[axis]] * strides[axes[axis]];
          rest /= shape[axes[axis]];
        }
        result[i] = values[from];
      }
      return result;
    }
  }

  /** Reads a file whole. */
  public static NpzFile read(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return new NpzFile(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  /** Reads a class-path resource, such as {@code "/parity/units.npz"}. */
  public static NpzFile resource(String name) {
    try (InputStream in = NpzFile.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("no such test resource: " + name);
      }
      return new NpzFile(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  private NpzFile(InputStream in) throws IOException {
    ZipInputStream zip = new ZipInputStream(in);
    for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
      String name = e.getName().replaceFirst("\\.npy$", "");
      entries.put(name, array(name, zip.readAllBytes()));
    }
  }

  /** Returns the array of this name. */
  public Entry get(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException("no array " + name + " among " + entries.keySet());
    }
    return entry;
  }

  /** Says whether there is an array of this name. */
  public boolean has(String name) {
    return entries.containsKey(name);
  }

  /** Returns the names in the file's order. */
  public Set<String> names() {
    return entries.keySet();
  }

  private static Entry array(String name, byte[] bytes) {
    ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int start = bytes[6] == 1 ? 10 : 12;
    int length = bytes[6] == 1 ? data.getShort(8) & 0xFFFF : data.getInt(8);
    String header = new String(bytes, start, length, StandardCharsets.ISO_8859_1);
    Matcher matcher = HEADER.matcher(header);
    if (!matcher.find()) {
      throw new IllegalArgumentException(name + ": unreadable header " + header);
    }
    int[] shape =
        Arrays.stream(matcher.group(2).split(","))
            .map(String::strip)
            .filter(s -> !s.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    data.position(start + length);
    for (int i = 0; i < values.length; i++) {
      values[i] = number(matcher.group(1), data);
    }
    return new Entry(shape, values, matcher.group(1));
  }

  private static float number(String type, ByteBuffer data) {
    return switch (type) {
      case "f4" -> data.getFloat();
      case "f8" -> (float) data.getDouble();
      case "i2" -> data.getShort();
      case "i4" -> data.getInt();
      case "i8" -> data.getLong();
      case "u1", "b1" -> data.get() & 0xFF;
      default -> throw new IllegalArgumentException("element type " + type + " is not read here");
    };
  }
}
