package org.saehdbw.checkpoints;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a manifest says of a file.
 *
 * @param bytes the file's size
 * @param sha256 its SHA-256 in lower-case hexadecimal digits
 */
record FileDigest(long bytes, String sha256) {
  private static final int CHUNK_BYTES = 1 << 20;

  static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static FileDigest of(long bytes, MessageDigest digest) {
    return new FileDigest(bytes, HexFormat.of().formatHex(digest.digest()));
  }

  static FileDigest of(Path file) throws IOException {
    MessageDigest digest = sha256Digest();
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    long bytes = 0;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      for (int n = channel.read(chunk); n >= 0; n = channel.read(chunk.clear())) {
        bytes += n;
        digest.update(chunk.flip());
      }
    }
    return of(bytes, digest);
  }
}
