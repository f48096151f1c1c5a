package org.saehdbw.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a process that was killed while it wrote a file left beside it. */
public final class Leftovers {
  private static final String ENDING = ".part";

  private Leftovers() {}

  /** Names a file aside: one that readers of a folder pass over. */
  static Path aside(Path file, String token) {
    return file.resolveSibling("." + file.getFileName() + "." + token + ENDING);
  }

  /**
   * Deletes what writing any file of a folder left.
   *
   * @param folder one in which nobody else writes now, by a {@link FolderLock} or otherwise
   */
  public static void deleteAll(Path folder) throws IOException {
    delete(folder, ".");
  }

  /**
   * Deletes what writing one file left.
   *
   * @param file one that nobody else writes now
   */
  public static void deleteOf(Path file) throws IOException {
    delete(file.toAbsolutePath().resolveSibling(""), "." + file.getFileName() + ".");
  }

  private static void delete(Path folder, String beginning) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> found;
    try (Stream<Path> files = Files.list(folder)) {
      found =
          files
              .filter(file -> isOf(file, beginning))
              .filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
              .toList();
    }
    for (Path file : found) {
      Files.deleteIfExists(file);
    }
  }

  private static boolean isOf(Path file, String beginning) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith(beginning) && name.endsWith(ENDING);
  }
}
