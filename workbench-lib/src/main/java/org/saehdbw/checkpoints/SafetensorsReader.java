package org.saehdbw.checkpoints;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.saehdbw.files.Unwritten;

/**
 * Reads float arrays from a safetensors file, each when it is asked for. The file may come from
 * anywhere: every length and offset is checked before it is used.
 */
public final class SafetensorsReader implements AutoCloseable {
  private static final int CHUNK_BYTES = 1 << 20;
  private static final int LONGEST_HEADER = 100_000_000;

  private final Path file;
  private final FileChannel channel;
  private final SafetensorsHeader header;
  private final long dataStart;

  private SafetensorsReader(
      Path file, FileChannel channel, SafetensorsHeader header, long dataStart) {
    this.file = file;
    this.channel = channel;
    this.header = header;
    this.dataStart = dataStart;
  }

  /**
   * Opens a file and checks its header.
   *
   * @throws CheckpointException.Corrupt if it is not such a file, is truncated or has values other
   *     than float32
   * @throws IOException if it cannot be read
   */
  public static SafetensorsReader open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      String name = file.toString();
      long size = channel.size();
      if (size < Long.BYTES) {
        throw new CheckpointException.Corrupt(name + ": must hold at least 8 bytes, got " + size);
      }
      ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      readFully(channel, length, 0);
      long headerBytes = length.getLong(0);
      long most = Math.min(LONGEST_HEADER, size - Long.BYTES);
      if (headerBytes < 2 || headerBytes > most) {
        throw new CheckpointException.Corrupt(
            name + ": the header's length must be 2 to " + most + ", got " + headerBytes);
      }
      ByteBuffer json = ByteBuffer.allocate((int) headerBytes);
      readFully(channel, json, Long.BYTES);
      long dataStart = Long.BYTES + headerBytes;
      return new SafetensorsReader(
          file, channel, SafetensorsHeader.parse(json.array(), size - dataStart, name), dataStart);
    } catch (CheckpointException.Corrupt e) {
      channel.close();
      String found = String.valueOf(e.getMessage()).substring(file.toString().length() + 2);
      throw new CheckpointException.Corrupt(file + ": " + Unwritten.or(file, found), e);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Returns the free text of the header; empty when there is none. */
  public Map<String, String> metadata() {
    return header.metadata();
  }

  /** Returns the names of the arrays, in the header's order. */
  public List<String> names() {
    return List.copyOf(header.entries().keySet());
  }

  /**
   * Returns the axes of an array.
   *
   * @throws IllegalArgumentException if the file has no such array
   */
  public List<Integer> shape(String name) {
    return entry(name).shape();
  }

  /**
   * Reads an array into memory that is there already, such as a tensor's own.
   *
   * @param into takes the elements from its position on, which stays where it is
   * @throws IllegalArgumentException if the file has no such array or {@code into} has another
   *     element count
   */
  public void read(String name, FloatBuffer into) throws IOException {
    SafetensorsHeader.Entry entry = entry(name);
    if (into.remaining() != entry.count()) {
      throw new IllegalArgumentException(
          file
              + ": "
              + name
              + " has "
              + entry.count()
              + " elements, asked for "
              + into.remaining());
    }
    FloatBuffer target = into.duplicate();
    eachPiece(
        entry,
        piece -> {
          target.put(piece);
          return true;
        });
  }

  /**
   * Reads an array and keeps nothing of it.
   *
   * @return the place of its first NaN or infinity, in C order; empty where all values are finite
   * @throws IllegalArgumentException if the file has no such array
   */
  public OptionalInt firstNotFinite(String name) throws IOException {
    int[] place = {0, -1};
    eachPiece(
        entry(name),
        piece -> {
          place[1] = Checkpoint.firstNotFinite(piece);
          place[0] += place[1] < 0 ? piece.remaining() : place[1];
          return place[1] < 0;
        });
    return place[1] < 0 ? OptionalInt.empty() : OptionalInt.of(place[0]);
  }

  /** Reads an array a mebibyte at a time, while it is wanted. */
  private void eachPiece(SafetensorsHeader.Entry entry, Predicate<FloatBuffer> taker)
      throws IOException {
    long left = (long) entry.count() * Float.BYTES;
    ByteBuffer chunk =
        ByteBuffer.allocateDirect((int) Math.min(CHUNK_BYTES, Math.max(Float.BYTES, left)))
            .order(ByteOrder.LITTLE_ENDIAN);
    long at = dataStart + entry.begin();
    boolean wanted = true;
    while (left > 0 && wanted) {
      chunk.clear().limit((int) Math.min(chunk.capacity(), left));
      readFully(channel, chunk, at);
      at += chunk.limit();
      left -= chunk.limit();
      wanted = taker.test(chunk.flip().asFloatBuffer());
    }
  }

  /** Reads an array into new direct memory. */
  public NamedArray read(String name) throws IOException {
    SafetensorsHeader.Entry entry = entry(name);
    FloatBuffer values =
        ByteBuffer.allocateDirect(entry.count() * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    read(name, values);
    return new NamedArray(name, entry.shape(), values);
  }

  /** Reads all arrays into new direct memory, in the header's order. */
  public List<NamedArray> readAll() throws IOException {
    List<NamedArray> arrays = new ArrayList<>();
    for (String name : names()) {
      arrays.add(read(name));
    }
    return arrays;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private SafetensorsHeader.Entry entry(String name) {
    SafetensorsHeader.Entry entry = header.entries().get(name);
    if (entry == null) {
      throw new IllegalArgumentException(file + ": has no array " + name);
    }
    return entry;
  }

  private static void readFully(FileChannel channel, ByteBuffer into, long position)
      throws IOException {
    long at = position;
    while (into.hasRemaining()) {
      int n = channel.read(into, at);
      if (n < 0) {
        throw new EOFException("the file was cut while it was read");
      }
      at += n;
    }
  }
}
