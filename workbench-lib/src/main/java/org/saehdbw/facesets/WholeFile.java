package org.saehdbw.facesets;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file aside and renames it, so that a reader sees the old one or the new one. */
public final class WholeFile {
  private static final String ENDING = ".part";

  private WholeFile() {}

  /** Where a file is written before it counts. */
  public static Path aside(Path file) {
    return file.resolveSibling("." + file.getFileName() + ENDING);
  }

  /**
   * Writes a file.
   *
   * @throws IOException if that fails; what was there before stays then
   */
  public static void write(Path file, byte[] bytes) throws IOException {
    Path aside = aside(file);
    try {
      Files.write(aside, bytes);
      Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      throw e; // names the file
    } catch (IOException e) {
      throw new IOException(file + ": cannot be written (" + e.getMessage() + ")", e);
    } finally {
      Files.deleteIfExists(aside);
    }
  }
}
