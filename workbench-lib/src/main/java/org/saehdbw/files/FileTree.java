package org.saehdbw.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A folder with everything in it. */
public final class FileTree {
  private FileTree() {}

  /**
   * Deletes a folder with everything in it, or a file; links are deleted, not followed. Nothing
   * happens when it does not exist.
   *
   * @throws FileOperationException if something in it cannot be deleted; what was deleted before is
   *     gone then
   */
  public static void delete(Path root) throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    for (Path path : deepestFirst(root)) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        throw FileOperationException.deleting(path, e);
      }
    }
  }

  /**
   * Deletes a folder with everything in it after something failed; if this fails too, the failure
   * is added to the first one.
   *
   * @param cause the first failure
   */
  public static void deleteAfter(Path root, Exception cause) {
    try {
      delete(root);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private static List<Path> deepestFirst(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths.sorted(Comparator.reverseOrder()).toList();
    } catch (UncheckedIOException e) {
      throw FileOperationException.reading(root, Objects.requireNonNull(e.getCause()));
    }
  }
}
