package org.saehdbw.dataloaders;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.saehdbw.files.AtomicFile;

/**
 * Faces of one faceset at the samples' size in one file, written as they are first used and read
 * from the system's page cache after that.
 *
 * <p>A header, a table (for each face: which face it was made of, and a checksum), then records of
 * equal size. A record counts when its checksum is right and it was made of the same face, so a
 * file that was cut, damaged, half written or shared with another run gives right pixels or none.
 * Whole records are read with one call rather than mapped: a mapped file that is cut while native
 * code reads it ends the whole process, and mapped pages would count as this process's memory. Safe
 * from several threads.
 */
final class FaceCache implements AutoCloseable {
  private static final long MAGIC = 0x5341_4548_4642_5743L;
  private static final int VERSION = 1;
  private static final int HEADER = 64;
  private static final int SLOT = 16;
  private static final int PAGE = 4096;

  /**
   * What a file has to be for.
   *
   * @param key 32 bytes that identify the faceset and everything that changes its pixels
   * @param count of faces
   * @param recordBytes of each
   */
  @SuppressWarnings("ArrayRecordComponent") // compared byte by byte with a file's header
  record Form(byte[] key, int count, int recordBytes) {
    private long recordsAt() {
      return ((HEADER + (long) SLOT * count) / PAGE + 1) * PAGE;
    }

    /** The size of a full file. */
    long fileBytes() {
      return recordsAt() + (long) count * recordBytes;
    }

    /** How many faces fit. */
    int room(long bytes) {
      return (int) Math.max(0, Math.min(count, (bytes - recordsAt()) / recordBytes));
    }

    private ByteBuffer header() {
      ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.nativeOrder());
      header.putLong(MAGIC).putInt(VERSION).put(key).putInt(count).putInt(recordBytes);
      return header.clear();
    }
  }

  private final FileChannel channel;
  private final Form form;
  private final int room;
  private final Consumer<String> warnings;
  private volatile boolean full;

  private FaceCache(FileChannel channel, Form form, int room, Consumer<String> warnings) {
    this.channel = channel;
    this.form = form;
    this.room = room;
    this.warnings = warnings;
  }

  /**
   * Opens a file; one that is not of this form is replaced.
   *
   * @param room how many faces may be kept, the first ones
   * @param warnings receives one line if the file cannot grow any more
   */
  static FaceCache open(Path file, Form form, int room, Consumer<String> warnings)
      throws IOException {
    if (!isOfForm(file, form)) {
      AtomicFile.write(
          file,
          channel -> {
            writeFully(channel, form.header(), 0);
            writeFully(channel, ByteBuffer.allocate(1), form.recordsAt() - 1);
          });
    }
    return over(file, form, room, warnings);
  }

  /** Opens a file without a look at it. */
  static FaceCache over(Path file, Form form, int room, Consumer<String> warnings)
      throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    return new FaceCache(channel, form, room, warnings);
  }

  private static boolean isOfForm(Path file, Form form) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) < form.recordsAt()) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer header = ByteBuffer.allocate(HEADER);
      return readFully(channel, header, 0) && header.clear().equals(form.header());
    }
  }

  /**
   * Reads a face.
   *
   * @param stamp of the face as it is now
   * @param record takes it; its bytes are undefined if there is none
   * @return whether it was there
   */
  boolean read(int index, long stamp, ByteBuffer record) {
    if (index >= room) {
      return false;
    }
    try {
      ByteBuffer slot = ByteBuffer.allocate(SLOT).order(ByteOrder.nativeOrder());
      boolean same =
          readFully(channel, slot, slotAt(index))
              && slot.getInt(12) == 1
              && slot.getLong(0) == stamp
              && readFully(channel, record.clear(), recordAt(index));
      return same && checksum(record) == slot.getInt(8);
    } catch (IOException e) {
      stop(e);
      return false;
    }
  }

  /** Keeps a face, if there is room; a file that cannot grow stays as it is. */
  void write(int index, long stamp, ByteBuffer record) {
    if (index >= room || full) {
      return;
    }
    try {
      ByteBuffer slot = ByteBuffer.allocate(SLOT).order(ByteOrder.nativeOrder());
      slot.putLong(stamp).putInt(checksum(record)).putInt(1);
      writeFully(channel, record.clear(), recordAt(index));
      writeFully(channel, slot.clear(), slotAt(index));
    } catch (IOException e) {
      stop(e);
    }
  }

  private synchronized void stop(IOException reason) {
    if (!full) {
      full = true;
      warnings.accept(
          "no more decoded faces are kept, the rest is decoded each time: " + reason.getMessage());
    }
  }

  private long slotAt(int index) {
    return HEADER + (long) SLOT * index;
  }

  private long recordAt(int index) {
    return form.recordsAt() + (long) index * form.recordBytes();
  }

  private static int checksum(ByteBuffer record) {
    CRC32C sum = new CRC32C();
    sum.update(record.clear());
    return (int) sum.getValue();
  }

  private static boolean readFully(FileChannel channel, ByteBuffer into, long from)
      throws IOException {
    while (into.hasRemaining()) {
      if (channel.read(into, from + into.position()) < 0) {
        return false;
      }
    }
    return true;
  }

  private static void writeFully(FileChannel channel, ByteBuffer from, long to) throws IOException {
    while (from.hasRemaining()) {
      channel.write(from, to + from.position());
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      warnings.accept("the cache of decoded faces could not be closed: " + e.getMessage());
    }
  }
}
