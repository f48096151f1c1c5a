package org.saehdbw.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/**
 * A new file, whose checksum is computed while it is written, and which is on the disk before it
 * counts as finished. Its name is on the disk when the folder is ({@link Fsync#folder}).
 */
public final class DurableFile implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private final MessageDigest digest = Sha256.start();
  private long bytes;

  /**
   * Creates a file.
   *
   * @throws FileOperationException if there is one of this name, or the file system refuses
   */
  public DurableFile(Path file) throws IOException {
    this.file = file;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw FileOperationException.writing(file, e);
    }
  }

  /** Writes all of {@code data} from position to limit. */
  public void write(ByteBuffer data) throws IOException {
    bytes += data.remaining();
    digest.update(data.duplicate());
    try {
      while (data.hasRemaining()) {
        channel.write(data);
      }
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw FileOperationException.writing(file, e);
    }
  }

  /** Waits until the bytes are on the disk and returns their digest. */
  public FileDigest finish() throws IOException {
    try {
      channel.force(true);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw FileOperationException.forcing(file, e);
    }
    return FileDigest.of(bytes, digest);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
