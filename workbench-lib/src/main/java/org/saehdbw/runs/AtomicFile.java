package org.saehdbw.runs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file aside and renames it, so that a reader sees the old text or the new one. */
final class AtomicFile {
  private AtomicFile() {}

  static void write(Path file, String text) throws IOException {
    Path aside = file.resolveSibling("." + file.getFileName() + ".tmp");
    Files.write(aside, text.getBytes(StandardCharsets.UTF_8));
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
