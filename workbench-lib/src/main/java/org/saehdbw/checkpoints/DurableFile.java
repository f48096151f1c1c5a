package org.saehdbw.checkpoints;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Locale;

/** A new file that is digested while it is written and synced before it counts as done. */
final class DurableFile implements AutoCloseable {
  private final FileChannel channel;
  private final MessageDigest digest = FileDigest.sha256Digest();
  private long bytes;

  DurableFile(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** Writes all of {@code data} from position to limit. */
  void write(ByteBuffer data) throws IOException {
    bytes += data.remaining();
    digest.update(data.duplicate());
    while (data.hasRemaining()) {
      channel.write(data);
    }
  }

  /** Waits until the bytes are on the disk and returns their digest. */
  FileDigest finish() throws IOException {
    channel.force(true);
    return FileDigest.of(bytes, digest);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Makes renames in a folder durable; Windows has no such call and does it by itself. */
  static void syncFolder(Path folder) throws IOException {
    if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows")) {
      return;
    }
    try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
      opened.force(true);
    }
  }
}
