package org.saehdbw.pickles;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads pickles of protocols 2 to 5 without running anything.
 *
 * <p>A pickle is a program for a small stack machine, and Python lets it call any function. This
 * reader knows the steps that DeepFaceLab's files use and only the functions it is given; it is
 * safe on files from anywhere. Values come out as String, Long, {@link java.math.BigInteger},
 * Double, Boolean, byte[], List, {@link PickleTuple}, Map, {@link NumpyArray} and {@link
 * PickleNone}, and as what the given functions make. NumPy's scalars come out as plain numbers.
 */
public final class PickleReader {
  private static final int BUFFER = 1 << 16;

  private final PickleGlobals globals;
  private final PickleLimits limits;

  /** Reads with these functions and limits. */
  public PickleReader(PickleGlobals globals, PickleLimits limits) {
    this.globals = globals;
    this.limits = limits;
  }

  /**
   * Reads a pickle that fills the array to its end.
   *
   * @throws PickleException if it is damaged, too large or asks for something not allowed
   */
  public Object read(byte[] pickle) throws PickleException {
    try {
      return read(new ArrayInput(pickle), pickle.length);
    } catch (IOException e) {
      throw new IllegalStateException("reading memory failed", e);
    }
  }

  /**
   * Reads a pickle from a stream, best a buffered one. Nothing beyond the pickle's last byte is
   * read.
   *
   * @param length how many bytes the stream still has
   * @throws PickleException if it is damaged, too large or asks for something not allowed
   * @throws IOException if the stream fails
   */
  public Object read(InputStream in, long length) throws PickleException, IOException {
    requireLength(length);
    return run(new PickleSource(in, length, false));
  }

  /**
   * Reads a pickle that fills a file, and leaves the bytes of long arrays there: they come out as
   * {@link SlicedArray}. What this takes of memory does not depend on how long they are.
   *
   * @throws PickleException if it is damaged, too large or asks for something not allowed
   * @throws IOException if the file cannot be read
   */
  public Object readSliced(Path file) throws PickleException, IOException {
    // Of Java's streams, this one passes over bytes without reading them.
    try (InputStream in = new BufferedInputStream(new FileInputStream(file.toFile()), BUFFER)) {
      long length = Files.size(file);
      requireLength(length);
      PickleSource source = new PickleSource(in, length, true);
      Object value = run(source);
      requireEnd(source.position(), length);
      return value;
    }
  }

  private static void requireEnd(long position, long length) throws PickleException {
    if (position != length) {
      throw new PickleException(
          "the pickle ends at byte " + position + ", but there are " + length + " bytes");
    }
  }

  private Object run(PickleSource source) throws PickleException, IOException {
    Object value = new PickleMachine(source, globals, limits.maxSteps()).run();
    check(value, 0, new int[] {limits.maxValues()});
    return value;
  }

  /** Opens a pickle at its first byte; called twice. */
  @FunctionalInterface
  public interface Opening {
    /**
     * Opens it, best buffered.
     *
     * @throws IOException if that fails
     */
    InputStream open() throws IOException;
  }

  /** Takes one item of a list. */
  @FunctionalInterface
  public interface ItemConsumer {
    /**
     * Takes an item, checked against the limits.
     *
     * @throws PickleException to refuse the whole pickle
     * @throws IOException if something that is done with it fails
     */
    void accept(Object item) throws PickleException, IOException;
  }

  /**
   * Reads a pickle that is one list, item by item: memory is needed for a piece of it only, which
   * Python's writer makes 1000 items long.
   *
   * @param pickle is read twice, first for the places that refer to earlier values
   * @param length how many bytes it has
   * @param items is given each item in its order, also of a list that turns out damaged later
   * @throws PickleException if it is no list, damaged, too large or asks for something not allowed
   * @throws IOException if the stream fails
   */
  public void readList(Opening pickle, long length, ItemConsumer items)
      throws PickleException, IOException {
    if (!(readItems(pickle, length, items) instanceof List<?>)) {
      throw new PickleException("the pickle is not a list");
    }
  }

  /**
   * Reads a pickle that is one dictionary, pair by pair, as {@link #readList} reads a list.
   *
   * @param pickle is read twice
   * @param length how many bytes it has
   * @param pairs is given each pair as a {@link PickleTuple} of key and value; a key may come again
   * @throws PickleException if it is no dictionary, damaged, too large or asks for something not
   *     allowed
   * @throws IOException if the stream fails
   */
  public void readMap(Opening pickle, long length, ItemConsumer pairs)
      throws PickleException, IOException {
    if (!(readItems(pickle, length, pairs) instanceof Map<?, ?>)) {
      throw new PickleException("the pickle is not a dictionary");
    }
  }

  private Object readItems(Opening pickle, long length, ItemConsumer items)
      throws PickleException, IOException {
    requireLength(length);
    Set<Long> wanted;
    try (InputStream in = pickle.open()) {
      wanted = PickleReferences.in(new PickleSource(in, length, false));
    }
    int[] budget = {limits.maxValues()};
    try (InputStream in = pickle.open()) {
      PickleMachine machine =
          new PickleMachine(
              new PickleSource(in, length, false),
              globals,
              wanted,
              item -> {
                check(item, 1, budget);
                items.accept(item);
              });
      return machine.run();
    }
  }

  private void requireLength(long length) throws PickleException {
    if (length > limits.maxBytes()) {
      throw new PickleException(
          "a pickle may have at most " + limits.maxBytes() + " bytes here, got " + length);
    }
  }

  /** Walks the whole value, so that nobody later walks further than the limits. */
  private void check(Object value, int depth, int[] budget) throws PickleException {
    if (depth > limits.maxDepth()) {
      throw new PickleException(
          "a pickle's values may lie at most " + limits.maxDepth() + " deep in each other");
    }
    if (--budget[0] < 0) {
      throw new PickleException("a pickle may hold at most " + limits.maxValues() + " values here");
    }
    if (value instanceof List<?> list) {
      for (Object item : list) {
        check(item, depth + 1, budget);
      }
    } else if (value instanceof PickleTuple tuple) {
      for (Object item : tuple.items()) {
        check(item, depth + 1, budget);
      }
    } else if (value instanceof Map<?, ?> map) {
      for (Object item : map.values()) {
        check(item, depth + 1, budget);
      }
    } else if (value instanceof PickleGlobals.Name name) {
      throw new PickleException("a pickle's value is the name " + name.name() + " and no data");
    } else if (value instanceof PickleSlice slice) {
      throw new PickleException(
          "a pickle may hold long bytes in arrays only, got " + slice.length() + " of them");
    } else if (value instanceof NumpyCalls.Dtype || value instanceof PickleMachine.Shell) {
      throw new PickleException("a pickle's value is half an array");
    }
  }
}
