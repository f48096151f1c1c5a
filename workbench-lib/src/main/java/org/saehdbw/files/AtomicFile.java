package org.saehdbw.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes a file aside and renames it, so that a reader sees the old file or the new one, never a
 * part. Two that write the same file at once, in any processes, each write a whole one.
 *
 * <p>{@code writeDurable} waits until the content and the name are on the disk. After {@code write}
 * a power cut may leave the old file, the new one or an empty one; that is enough for what can be
 * made again, and takes no disk flush.
 *
 * <p>Every failure is a {@link FileOperationException} with file, reason and remedy; the old file
 * stays then, and nothing is left of the new one.
 */
public final class AtomicFile {
  private static final int BUFFER_BYTES = 1 << 18;

  /** Tells this process's files aside from those of others, also in other containers. */
  private static final String TOKEN =
      Long.toString(ProcessHandle.current().pid(), Character.MAX_RADIX)
          + "-"
          + Long.toString(System.nanoTime() & Long.MAX_VALUE, Character.MAX_RADIX);

  /** What this process is writing now: two threads must not share a file aside. */
  private static final Set<Path> BEING_WRITTEN = ConcurrentHashMap.newKeySet();

  private AtomicFile() {}

  /** Writes bytes. */
  public static void write(Path file, byte[] bytes) throws IOException {
    write(file, channel -> writeFully(channel, bytes), false, false);
  }

  /** Writes text in UTF-8. */
  public static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes what a writer gives. */
  public static <E extends Exception> void write(Path file, ChannelWriter<E> content)
      throws IOException, E {
    write(file, content, false, false);
  }

  /** Writes bytes that are on the disk, under the file's name, when this returns. */
  public static void writeDurable(Path file, byte[] bytes) throws IOException {
    write(file, channel -> writeFully(channel, bytes), true, false);
  }

  /** Writes text in UTF-8 that is on the disk, under the file's name, when this returns. */
  public static void writeDurable(Path file, String text) throws IOException {
    writeDurable(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes what a writer gives; it is on the disk, under the file's name, when this returns. */
  public static <E extends Exception> void writeDurable(Path file, ChannelWriter<E> content)
      throws IOException, E {
    write(file, content, true, false);
  }

  /**
   * Writes a new file.
   *
   * @throws FileAlreadyExistsException if there is a file of that name; it stays
   */
  public static void create(Path file, byte[] bytes) throws IOException {
    write(file, channel -> writeFully(channel, bytes), false, true);
  }

  /**
   * Writes a new file that is on the disk, under its name, when this returns.
   *
   * @throws FileAlreadyExistsException if there is a file of that name; it stays
   */
  public static void createDurable(Path file, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(file, channel -> writeFully(channel, bytes), true, true);
  }

  /** Returns a buffered stream into a channel from its position on; the caller flushes it. */
  public static OutputStream buffered(FileChannel channel) {
    return new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
  }

  /** Returns the file that this process writes first when it writes {@code file}. */
  public static Path aside(Path file) {
    return Leftovers.aside(file, TOKEN);
  }

  private static <E extends Exception> void write(
      Path file, ChannelWriter<E> content, boolean durable, boolean fresh) throws IOException, E {
    Path aside = claim(file);
    try {
      try {
        writeAside(aside, content, durable);
        if (fresh) {
          link(aside, file);
        } else {
          move(aside, file);
        }
      } finally {
        Files.deleteIfExists(aside);
      }
      if (durable) {
        Fsync.folder(file.toAbsolutePath().resolveSibling(""));
      }
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException e) {
      throw refusal(file, aside, e);
    } finally {
      BEING_WRITTEN.remove(aside.toAbsolutePath());
    }
  }

  /** A failure of another file, from which the content comes, is told as it is. */
  private static IOException refusal(Path file, Path aside, IOException e) {
    boolean another =
        e instanceof FileSystemException system && !aside.toString().equals(system.getFile());
    return another || e instanceof ClosedByInterruptException
        ? e
        : FileOperationException.writing(file, e);
  }

  private static Path claim(Path file) {
    Path aside = aside(file);
    for (int i = 2; !BEING_WRITTEN.add(aside.toAbsolutePath()); i++) {
      aside = Leftovers.aside(file, TOKEN + "-" + i);
    }
    return aside;
  }

  private static <E extends Exception> void writeAside(
      Path aside, ChannelWriter<E> content, boolean durable) throws IOException, E {
    try (FileChannel channel =
        FileChannel.open(
            aside,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      content.writeTo(channel);
      if (durable) {
        channel.force(true);
      }
    }
  }

  /** Gives the file its name only if that is free, in one step where the system has hard links. */
  private static void link(Path aside, Path file) throws IOException {
    try {
      Files.createLink(file, aside);
    } catch (UnsupportedOperationException | IOException e) {
      if (e instanceof FileAlreadyExistsException
          || Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(file.toString());
      }
      move(aside, file);
    }
  }

  private static void move(Path aside, Path file) throws IOException {
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void writeFully(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    while (left.hasRemaining()) {
      channel.write(left);
    }
  }
}
