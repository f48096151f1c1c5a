package org.saehdbw.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Gives files and folders other names. */
public final class Rename {
  private Rename() {}

  /**
   * Renames in one step; a file of the new name is replaced.
   *
   * @throws FileOperationException if the file system refuses, or cannot do this in one step
   */
  public static void replacing(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw FileOperationException.renaming(from, to, e);
    }
  }

  /**
   * Renames in one step, and never over something of the new name that was there before.
   *
   * @throws FileAlreadyExistsException if the new name is taken
   * @throws FileOperationException if the file system refuses, or cannot do this in one step
   */
  public static void toFree(Path from, Path to) throws IOException {
    if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(to.toString());
    }
    replacing(from, to);
  }

  /**
   * Moves a file, also to another file system, where it is copied and then deleted; never over
   * something of the new name.
   *
   * @throws FileAlreadyExistsException if the new name is taken
   * @throws FileOperationException if the file system refuses
   */
  public static void anywhere(Path from, Path to) throws IOException {
    try {
      Files.move(from, to);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException e) {
      throw FileOperationException.renaming(from, to, e);
    }
  }

  /**
   * Renames a file or folder to the first free one of {@code NAME}, {@code NAME2}, {@code NAME3},
   * ...
   *
   * @param to the first name
   * @param separator between the name and the number, such as a dot; may be empty
   * @return its new name
   * @throws FileOperationException if the file system refuses
   */
  public static Path toFirstFree(Path from, Path to, String separator) throws IOException {
    Path free = to;
    for (int i = 2; Files.exists(free, LinkOption.NOFOLLOW_LINKS); i++) {
      free = to.resolveSibling(to.getFileName() + separator + i);
    }
    replacing(from, free);
    return free;
  }
}
