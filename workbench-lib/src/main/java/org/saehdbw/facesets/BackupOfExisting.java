package org.saehdbw.facesets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.saehdbw.faces.PackedName;
import org.saehdbw.facesets.backup.MetadataRestore;
import org.saehdbw.facesets.packs.PackIndex;
import org.saehdbw.pictures.FaceFileException;

/**
 * A file that a new one takes the place of: a pack or a backup of face data, which may be the only
 * place where a face is.
 *
 * @param file where it is, if it is there
 * @param isKept whether it is kept beside the new one, because nobody can tell what it holds
 */
record BackupOfExisting(Path file, boolean isKept) {
  /** Reads the names that are in a file. */
  private interface Names {
    List<String> in(Path file) throws FaceFileException, IOException;
  }

  /**
   * Looks at the pack that a new one is written over.
   *
   * @param faces the names in the new one
   * @throws IllegalArgumentException if the old one holds another face
   */
  static BackupOfExisting pack(Path pack, Set<String> faces) throws IOException {
    return of(
        pack,
        file -> PackIndex.read(file).files().stream().map(old -> old.config().name()).toList(),
        faces,
        ": the old pack holds %s, which is not among the new faces; unpack it first, or write"
            + " elsewhere");
  }

  /**
   * Looks at the backup that a new one is written over.
   *
   * @param faces the names in the new one
   * @throws IllegalArgumentException if the old one knows another face
   */
  static BackupOfExisting backup(Path backup, Set<String> faces) throws IOException {
    return of(
        backup,
        MetadataRestore::names,
        faces,
        ": the old backup holds %s, whose face data cannot be read now; restore it first, or move"
            + " the backup away");
  }

  private static BackupOfExisting of(Path file, Names names, Set<String> faces, String problem)
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
  void keep() throws IOException {
    if (!isKept) {
      return;
    }
    String name = file.getFileName() + ".old";
    Path kept = file.resolveSibling(name);
    for (int i = 2; Files.exists(kept, LinkOption.NOFOLLOW_LINKS); i++) {
      kept = file.resolveSibling(name + "." + i);
    }
    Files.move(file, kept);
  }
}
