package org.saehdbw.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Recognises a file that was never completely written: one that is empty, or that holds NUL bytes
 * only or at its end, as a power cut or a full disk leaves it. A sound file may end with NUL bytes
 * too, so readers ask here only after they found a file damaged.
 */
public final class Unwritten {
  private static final int PIECE = 1 << 16;

  /** Fewer at the end may be chance. */
  private static final int LEAST_TAIL = 512;

  private Unwritten() {}

  /**
   * Says why a file was never completely written.
   *
   * @return a phrase such as {@code was never completely written: it is empty}; empty if the file
   *     shows no sign of it, or cannot be read
   */
  public static Optional<String> reason(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      return reason(size, size - nulTail(channel, size));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Says why the bytes of a file were never completely written, as {@link #reason(Path)} does. */
  public static Optional<String> reason(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    return reason(bytes.length, end);
  }

  /**
   * Returns the reason if there is one, else what a reader said.
   *
   * @param file the file that was found damaged
   * @param otherwise the reader's own message, without the file's name
   */
  public static String or(Path file, String otherwise) {
    return reason(file).orElse(otherwise);
  }

  private static Optional<String> reason(long size, long written) {
    if (size == 0) {
      return Optional.of("was never completely written: it is empty");
    }
    if (written == 0) {
      return Optional.of("was never completely written: all of its " + size + " bytes are NUL");
    }
    return size - written < LEAST_TAIL
        ? Optional.empty()
        : Optional.of(
            "was never completely written: the last "
                + (size - written)
                + " of its "
                + size
                + " bytes are NUL");
  }

  private static long nulTail(FileChannel channel, long size) throws IOException {
    long at = size;
    while (at > 0) {
      int count = (int) Math.min(PIECE, at);
      ByteBuffer piece = ByteBuffer.allocate(count);
      while (piece.hasRemaining() && channel.read(piece, at - count + piece.position()) >= 0) {}
      for (int i = count - 1; i >= 0; i--) {
        if (piece.get(i) != 0) {
          return size - (at - count + i + 1);
        }
      }
      at -= count;
    }
    return size;
  }
}
