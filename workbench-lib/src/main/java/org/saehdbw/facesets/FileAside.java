package org.saehdbw.facesets;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.saehdbw.pictures.FaceFileException;

/** Writes files beside their place and moves them there when they are whole and on the disk. */
public final class FileAside {
  private static final int BUFFER_BYTES = 1 << 18;

  private FileAside() {}

  /** Writes a file's content, from wherever it wants. */
  public interface Content {
    void writeTo(FileChannel file) throws IOException, FaceFileException;
  }

  /** Writes a file; a failure leaves what was there before. */
  public static void write(Path file, Content content) throws IOException, FaceFileException {
    Path aside = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      try (FileChannel channel =
          FileChannel.open(
              aside,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        content.writeTo(channel);
        channel.force(true);
      }
      Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /** A buffered stream into a file from its present place on; the caller flushes it. */
  public static OutputStream buffered(FileChannel file) {
    return new BufferedOutputStream(Channels.newOutputStream(file), BUFFER_BYTES);
  }
}
