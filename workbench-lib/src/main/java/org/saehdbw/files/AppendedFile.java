package org.saehdbw.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that only grows: each piece of text is added in one write. */
public final class AppendedFile implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private boolean nameMayBeLost;

  private AppendedFile(Path file, FileChannel channel, boolean nameMayBeLost) {
    this.file = file;
    this.channel = channel;
    this.nameMayBeLost = nameMayBeLost;
  }

  /**
   * Opens a file for appending, or creates it.
   *
   * @throws FileOperationException if the file system refuses
   */
  public static AppendedFile open(Path file) throws IOException {
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      return new AppendedFile(file, channel, channel.size() == 0);
    } catch (IOException e) {
      throw FileOperationException.writing(file, e);
    }
  }

  /** Whether nothing was ever written. */
  public boolean isEmpty() throws IOException {
    return channel.size() == 0;
  }

  /**
   * Appends text in UTF-8.
   *
   * @throws FileOperationException if it cannot be written; a part of it may be in the file
   */
  public void append(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw FileOperationException.writing(file, e);
    }
  }

  /**
   * Waits until everything is on the disk, a new file's name too.
   *
   * @throws FileOperationException if the disk fails
   */
  public void force() throws IOException {
    try {
      channel.force(false);
      if (nameMayBeLost) {
        Fsync.folder(file.toAbsolutePath().resolveSibling(""));
        nameMayBeLost = false;
      }
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw FileOperationException.forcing(file, e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
