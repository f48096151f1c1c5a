package org.saehdbw.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Recognises a file that was never completely written: one that is empty, or that holds NUL bytes
 * only or at its end, as a power cut or a full disk leaves it. A sound file may end with NUL bytes
 * too, so readers ask here only after they found a file damaged.
 */
public final class Unwritten {
  private static final int PIECE = 1 << 20;

  /** Fewer at the end may be chance. */
  private static final int LEAST_TAIL = 512;

  private Unwritten() {}

  /**
   * Returns what a reader found, or in its place that the file was never completely written.
   *
   * @param file the file that was found damaged
   * @param found the reader's own message, without the file's name
   * @return {@code found}, a phrase such as {@code was never completely written: it is empty}, or
   *     both where only the end is NUL bytes
   */
  public static String or(Path file, String found) {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      return or(size, size - nulTail(channel, size), found);
    } catch (IOException e) {
      return found;
    }
  }

  /** Returns the same of a file that was read into memory. */
  public static String or(byte[] bytes, String found) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    return or(bytes.length, end, found);
  }

  private static String or(long size, long written, String found) {
    if (size == 0) {
      return "was never completely written: it is empty";
    }
    if (written == 0) {
      return "was never completely written: all of its " + size + " bytes are NUL";
    }
    return size - written < LEAST_TAIL
        ? found
        : found
            + "; the last "
            + (size - written)
            + " of its "
            + size
            + " bytes are NUL, as of a file that was never completely written";
  }

  private static long nulTail(FileChannel channel, long size) throws IOException {
    ByteBuffer nothing = ByteBuffer.allocateDirect(PIECE);
    ByteBuffer bytes = ByteBuffer.allocateDirect(PIECE);
    long at = size;
    while (at > 0) {
      int count = (int) Math.min(PIECE, at);
      ByteBuffer piece = bytes.slice(0, count);
      while (piece.hasRemaining() && channel.read(piece, at - count + piece.position()) >= 0) {}
      if (piece.rewind().mismatch(nothing.slice(0, count)) >= 0) {
        int end = count;
        while (piece.get(end - 1) == 0) {
          end--;
        }
        return size - (at - count + end);
      }
      at -= count;
    }
    return size;
  }
}
