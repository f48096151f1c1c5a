package org.saehdbw.faces;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.saehdbw.pictures.FaceFileException;

/** Reads the bytes of a face's file, which may not be longer than any face needs. */
public final class FaceFileBytes {
  private static final int MAX_BYTES = 1 << 28;

  private FaceFileBytes() {}

  /**
   * Reads a face's file whole, if it is not too long for one.
   *
   * @throws FaceFileException if it is
   */
  public static byte[] read(Path file) throws IOException, FaceFileException {
    requireLength(Files.size(file));
    return Files.readAllBytes(file);
  }

  /** Refuses a file that is too long for a face, before memory is taken for it. */
  public static int requireLength(long bytes) throws FaceFileException {
    if (bytes > MAX_BYTES) {
      throw new FaceFileException(
          "a face's file may have at most " + MAX_BYTES + " bytes (256 MiB), got " + bytes);
    }
    return (int) bytes;
  }
}
