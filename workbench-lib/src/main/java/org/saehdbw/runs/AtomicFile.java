package org.saehdbw.runs;

import java.io.IOException;
import java.nio.file.Path;

/** The {@link org.saehdbw.files.AtomicFile} of sweeps and comparisons. */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes text in UTF-8. */
  public static void write(Path file, String text) throws IOException {
    org.saehdbw.files.AtomicFile.write(file, text);
  }

  /** Writes bytes. */
  public static void write(Path file, byte[] bytes) throws IOException {
    org.saehdbw.files.AtomicFile.write(file, bytes);
  }
}
