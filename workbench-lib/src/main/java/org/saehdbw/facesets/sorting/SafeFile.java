package org.saehdbw.facesets.sorting;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.CopyOption;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a file aside and renames it: a reader sees the old one or the new one. */
final class SafeFile {
  private SafeFile() {}

  /** Writes text in UTF-8, which is on the disk when this returns. */
  static void write(Path file, String text) throws IOException {
    write(file, text, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Writes text as {@link #write} does, but fails if there is a file of that name. */
  static void create(Path file, String text) throws IOException {
    write(file, text, new CopyOption[0]);
  }

  private static void write(Path file, String text, CopyOption... options) throws IOException {
    Path aside = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      try (FileChannel channel =
          FileChannel.open(
              aside,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(aside, file, options);
    } catch (FileSystemException e) {
      throw e; // names the file
    } catch (IOException e) {
      throw new IOException(file + ": cannot be written (" + e.getMessage() + ")", e);
    } finally {
      Files.deleteIfExists(aside);
    }
  }
}
