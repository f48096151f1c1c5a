package org.saehdbw.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * What identifies a file's content.
 *
 * @param bytes the file's size
 * @param sha256 its SHA-256 in lower-case hexadecimal digits
 */
public record FileDigest(long bytes, String sha256) {
  static FileDigest of(long bytes, MessageDigest digest) {
    return new FileDigest(bytes, Sha256.hex(digest));
  }

  /**
   * Reads a file and computes its digest.
   *
   * @throws IOException if the file cannot be read
   */
  public static FileDigest of(Path file) throws IOException {
    String sha256 = Sha256.hex(file);
    return new FileDigest(Files.size(file), sha256);
  }
}
