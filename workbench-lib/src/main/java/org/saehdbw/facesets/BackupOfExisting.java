package org.saehdbw.facesets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.saehdbw.faces.PackedName;
import org.saehdbw.files.Rename;
import org.saehdbw.pictures.FaceFileException;

/**
 * A file that a new one takes the place of: a pack or a backup of face data, which may be the only
 * place where a face is.
 *
 * @param file where it is, if it is there
 * @param isKept whether it is kept beside the new one, because nobody can tell what it holds
 */
public record BackupOfExisting(Path file, boolean isKept) {
  /** Reads the names that are in a file. */
  public interface Names {
    /** Returns the names that are in a file. */
    List<String> in(Path file) throws FaceFileException, IOException;
  }

  /**
   * Looks at the file that a new one is written over.
   *
   * @param names reads the names in the old file
   * @param faces the names in the new one
   * @param problem what is said of a name that only the old file has; {@code %s} is the name
   * @throws IllegalArgumentException if the old file holds another face
   * @throws IOException if the old file cannot be read
   */
  public static BackupOfExisting of(Path file, Names names, Set<String> faces, String problem)
      throws IOException {
    if (!Files.exists(file)) {
      return new BackupOfExisting(file, false);
    }
    try {
      for (String name : names.in(file)) {
        if (!faces.contains(name)) {
          throw new IllegalArgumentException(
              file + String.format(Locale.ROOT, problem, PackedName.shown(name)));
        }
      }
      return new BackupOfExisting(file, false);
    } catch (FaceFileException e) {
      return new BackupOfExisting(file, true);
    }
  }

  /**
   * Moves the file to {@code NAME.old}, or the first of {@code NAME.old.2}, {@code NAME.old.3}, ...
   * that is free, if it is to be kept.
   *
   * @throws IOException if that fails
   */
  public void keep() throws IOException {
    if (!isKept) {
      return;
    }
    Rename.toFirstFree(file, file.resolveSibling(file.getFileName() + ".old"), ".");
  }
}
