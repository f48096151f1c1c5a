package org.saehdbw.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Waits until something is on the disk, where a power cut does not reach it. */
public final class Fsync {
  private Fsync() {}

  /**
   * Waits for a file's bytes or a folder's names.
   *
   * @throws FileOperationException if the disk fails
   */
  public static void of(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      folder(path);
    } else {
      file(path);
    }
  }

  /**
   * Waits for a file's bytes.
   *
   * @throws FileOperationException if the file is missing or the disk fails
   */
  public static void file(Path file) throws IOException {
    // Windows forces only what may be written.
    StandardOpenOption option =
        Files.isWritable(file) ? StandardOpenOption.WRITE : StandardOpenOption.READ;
    try (FileChannel channel = FileChannel.open(file, option)) {
      channel.force(true);
    } catch (IOException e) {
      throw FileOperationException.forcing(file, e);
    }
  }

  /**
   * Waits for the names in a folder, so that files that were made or renamed in it keep their names
   * after a power cut. Nothing happens where the system cannot do this for folders: Windows does it
   * by itself, and some network file systems do not have it.
   *
   * @throws FileOperationException if the disk fails
   */
  public static void folder(Path folder) throws IOException {
    FileChannel names;
    try {
      names = FileChannel.open(folder, StandardOpenOption.READ);
    } catch (IOException e) {
      if (Files.isDirectory(folder)) {
        return; // this system opens no folders
      }
      throw FileOperationException.forcing(folder, e);
    }
    try (names) {
      names.force(true);
    } catch (IOException e) {
      if (!isMissingOperation(e)) {
        throw FileOperationException.forcing(folder, e);
      }
    }
  }

  /** The file system's way of saying that it does not have this for folders. */
  private static boolean isMissingOperation(IOException e) {
    String reason = FileOperationException.reason(e);
    return reason.contains("Invalid argument")
        || reason.contains("not implemented")
        || reason.contains("not supported");
  }
}
