package org.saehdbw.files;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Checks a file that was unpacked from a jar before it is used. A native library that a full disk
 * cut short would end the process with a signal at its first use, and again at each start.
 */
public final class UnpackedFile {
  private static final int COMPARED = 4096;

  private UnpackedFile() {}

  /**
   * Whether a file exists and has the size, the first bytes and a written end as it was packed.
   *
   * @param packed the resource that it was unpacked from
   * @throws IOException if one of them cannot be read
   */
  public static boolean isWhole(Path file, URL packed) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    URLConnection connection = packed.openConnection();
    connection.setUseCaches(false);
    try (InputStream in = connection.getInputStream()) {
      long size = connection.getContentLengthLong();
      if (size >= 0 && Files.size(file) != size) {
        return false;
      }
      byte[] wanted = in.readNBytes(COMPARED);
      return Arrays.equals(wanted, bytes(file, 0)) && !endsUnwritten(file);
    }
  }

  /** An executable file ends with a table, never with a page of NUL bytes. */
  private static boolean endsUnwritten(Path file) throws IOException {
    byte[] end = bytes(file, Math.max(0, Files.size(file) - COMPARED));
    for (byte one : end) {
      if (one != 0) {
        return false;
      }
    }
    return end.length > 0;
  }

  private static byte[] bytes(Path file, long from) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer bytes =
          ByteBuffer.allocate((int) Math.min(COMPARED, Math.max(0, channel.size() - from)));
      while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {}
      return bytes.array();
    }
  }
}
