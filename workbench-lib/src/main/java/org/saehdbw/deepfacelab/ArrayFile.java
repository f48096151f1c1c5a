package org.saehdbw.deepfacelab;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.files.Unwritten;
import org.saehdbw.pickles.NumpyArray;
import org.saehdbw.pickles.PickleException;
import org.saehdbw.pickles.PickleGlobals;
import org.saehdbw.pickles.PickleLimits;
import org.saehdbw.pickles.PickleReader;
import org.saehdbw.pickles.SlicedArray;

/**
 * A dictionary of arrays as DeepFaceLab pickles it, in files that are called {@code .npy} and are
 * none of NumPy's. Long arrays stay in the file until they are read.
 */
public final class ArrayFile implements AutoCloseable {
  /** More values than the largest optimizer file has by far, and no deeper than a dictionary. */
  private static final PickleLimits LIMITS = new PickleLimits(1L << 36, 100_000, 4);

  private static final int MOST_SHOWN = 100;
  private static final List<String> FLOATS = List.of("f4", "f2", "f8");

  private final String name;
  private final Map<String, Object> entries;
  private final Optional<FileChannel> channel;
  private ByteBuffer scratch = ByteBuffer.allocate(0);

  private ArrayFile(String name, Map<String, Object> entries, Optional<FileChannel> channel) {
    this.name = name;
    this.entries = entries;
    this.channel = channel;
  }

  /**
   * Opens a file; the caller closes it.
   *
   * @throws ModelFileException if it is missing or no dictionary of arrays
   * @throws IOException if it cannot be read
   */
  public static ArrayFile open(Path file) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(file);
    } catch (NoSuchFileException e) {
      throw new ModelFileException(file + ": is missing", e);
    }
    try {
      if (channel.size() == 0) {
        throw new ModelFileException(file + ": was never completely written: it is empty");
      }
      Object value = reader().readSliced(file);
      return new ArrayFile(file.toString(), entries(file.toString(), value), Optional.of(channel));
    } catch (PickleException e) {
      channel.close();
      throw new ModelFileException(
          file + ": " + Unwritten.or(file, String.valueOf(e.getMessage())), e);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Reads a file's bytes.
   *
   * @param name what messages call them
   * @throws ModelFileException if they are not a dictionary of arrays
   */
  public static ArrayFile parse(String name, byte[] bytes) throws ModelFileException {
    try {
      return new ArrayFile(name, entries(name, reader().read(bytes)), Optional.empty());
    } catch (PickleException e) {
      throw new ModelFileException(
          name + ": " + Unwritten.or(bytes, String.valueOf(e.getMessage())), e);
    }
  }

  private static PickleReader reader() {
    return new PickleReader(PickleGlobals.numpy(), LIMITS);
  }

  private static Map<String, Object> entries(String name, Object value) throws ModelFileException {
    if (!(value instanceof Map<?, ?> map)) {
      throw new ModelFileException(name + ": must be a dictionary of arrays, got " + kind(value));
    }
    Map<String, Object> entries = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String key)) {
        throw new ModelFileException(
            name + ": every key must be text, got " + shown(entry.getKey()));
      }
      Object array = entry.getValue();
      if (!(array instanceof NumpyArray || array instanceof SlicedArray || array instanceof Long)) {
        throw new ModelFileException(
            String.format(
                Locale.ROOT,
                "%s: %s must be an array of numbers, got %s",
                name,
                shown(key),
                kind(array)));
      }
      entries.put(key, array);
    }
    return entries;
  }

  static String kind(Object value) {
    return value.getClass().getSimpleName();
  }

  /** A value as messages show it: the message stays short for any value. */
  static String shown(Object value) {
    if (value instanceof String text) {
      return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
    }
    return value instanceof Number || value instanceof Boolean
        ? shown(value.toString())
        : kind(value);
  }

  /** Returns what messages call the file. */
  public String name() {
    return name;
  }

  /** Returns the keys in the file's order. */
  public List<String> keys() {
    return List.copyOf(entries.keySet());
  }

  /** Says whether there is an entry of this key. */
  public boolean has(String key) {
    return entries.containsKey(key);
  }

  /**
   * Returns the axes of an entry; none for a single number.
   *
   * @throws ModelFileException if the entry does not exist
   */
  public List<Integer> shape(String key) throws ModelFileException {
    Object entry = entry(key);
    return entry instanceof NumpyArray array
        ? array.shape()
        : entry instanceof SlicedArray sliced ? sliced.shape() : List.of();
  }

  /**
   * Returns the type of an entry's elements, such as {@code f4}.
   *
   * @throws ModelFileException if the entry does not exist
   */
  public String dtype(String key) throws ModelFileException {
    Object entry = entry(key);
    return entry instanceof NumpyArray array
        ? array.dtype()
        : entry instanceof SlicedArray sliced ? sliced.dtype() : "i8";
  }

  /**
   * Returns a single whole number.
   *
   * @throws ModelFileException if the entry is missing or no such number
   */
  public long number(String key) throws ModelFileException {
    Object entry = entry(key);
    Object value =
        entry instanceof NumpyArray array && array.size() == 1 ? array.element(0) : entry;
    if (value instanceof Long number) {
      return number;
    }
    throw new ModelFileException(name + ": " + key + " must be one whole number");
  }

  /**
   * Refuses an entry that cannot become a weight of a shape.
   *
   * @param owner what needs it, for messages
   * @throws ModelFileException.OtherModel if it is missing or of another shape
   * @throws ModelFileException if it is not of floats
   */
  void require(String key, List<Integer> shape, String owner) throws ModelFileException {
    if (!has(key)) {
      throw new ModelFileException.OtherModel(
          String.format(Locale.ROOT, "%s: has no %s, which %s needs", name, key, owner));
    }
    if (!shape(key).equals(shape)) {
      throw new ModelFileException.OtherModel(
          String.format(
              Locale.ROOT,
              "%s: %s must have the shape %s in %s, got %s; the file may be of another model",
              name,
              key,
              shape,
              owner,
              shape(key)));
    }
    if (!FLOATS.contains(dtype(key))) {
      throw new ModelFileException(
          String.format(
              Locale.ROOT,
              "%s: %s must be of f4 elements, or of f2 or f8, which are converted, got %s",
              name,
              key,
              dtype(key)));
    }
  }

  /**
   * Reads an entry's elements in C order as 32-bit floats; those of 16 bits stay what they are,
   * those of 64 are rounded.
   *
   * @return heap memory that the next call may use again
   * @throws ModelFileException if the entry does not exist
   * @throws IOException if the file cannot be read
   */
  FloatBuffer floats(String key) throws IOException {
    Object entry = entry(key);
    if (entry instanceof SlicedArray sliced) {
      FileChannel file = channel.orElseThrow();
      if (sliced.isPlain() && sliced.dtype().equals("f4")) {
        ByteBuffer bytes = scratch(sliced.bytes());
        sliced.read(file, bytes);
        return bytes.flip().asFloatBuffer();
      }
      return floats(sliced.load(file));
    }
    return entry instanceof NumpyArray array
        ? floats(array)
        : FloatBuffer.wrap(new float[] {number(key)});
  }

  /** Reads the elements of a plain float32 array that is still in its file. */
  static FloatBuffer floats(SlicedArray sliced, FileChannel file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(sliced.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    sliced.read(file, bytes);
    return bytes.flip().asFloatBuffer();
  }

  private static FloatBuffer floats(NumpyArray array) {
    if (array.dtype().equals("f4")) {
      return ByteBuffer.wrap(array.data()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }
    double[] values = array.toDoubles();
    FloatBuffer floats = FloatBuffer.allocate(values.length);
    for (double value : values) {
      floats.put((float) value);
    }
    return floats.flip();
  }

  private ByteBuffer scratch(int bytes) {
    if (scratch.capacity() < bytes) {
      scratch = ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
    return scratch.clear().limit(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns the keys that are not among those expected, in the file's order. */
  List<String> keysBeside(List<String> expected) {
    List<String> others = new ArrayList<>(entries.keySet());
    others.removeAll(new HashSet<>(expected));
    return others;
  }

  private Object entry(String key) throws ModelFileException {
    Object entry = entries.get(key);
    if (entry == null) {
      throw new ModelFileException(name + ": has no " + key);
    }
    return entry;
  }

  /** Returns how many bytes the file has, 0 if it was never one. */
  long bytes() throws IOException {
    return channel.isPresent() ? channel.get().size() : 0;
  }

  @Override
  public void close() throws IOException {
    if (channel.isPresent()) {
      channel.get().close();
    }
  }

  /** Copies a file byte for byte, once it is known to hold arrays and nothing that runs. */
  static void copyChecked(Path from, Path to) throws IOException {
    open(from).close();
    Files.copy(from, to);
  }
}
