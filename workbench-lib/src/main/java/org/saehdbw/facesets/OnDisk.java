package org.saehdbw.facesets;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Waits until what was written is on the disk, where a power cut does not reach it. */
public final class OnDisk {
  private OnDisk() {}

  /**
   * Waits for a file's bytes or a folder's names.
   *
   * @throws IOException if the disk fails; not where the system cannot do this for folders, as
   *     Windows cannot
   */
  public static void force(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      forceFolder(path);
      return;
    }
    // Windows forces only what may be written.
    StandardOpenOption option =
        Files.isWritable(path) ? StandardOpenOption.WRITE : StandardOpenOption.READ;
    try (FileChannel file = FileChannel.open(path, option)) {
      file.force(true);
    }
  }

  private static void forceFolder(Path folder) throws IOException {
    FileChannel names;
    try {
      names = FileChannel.open(folder);
    } catch (IOException e) {
      return; // this system opens no folders
    }
    try (names) {
      names.force(true);
    }
  }
}
