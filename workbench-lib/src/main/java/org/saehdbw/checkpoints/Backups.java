package org.saehdbw.checkpoints;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.saehdbw.files.FileTree;
import org.saehdbw.files.Fsync;
import org.saehdbw.files.Rename;

/**
 * Copies of generations in folders {@code 01} to {@code 24}, the newest in {@code 01}, as
 * DeepFaceLab's automatic backups (spec/model 8.6). Each is a generation of its own: nothing that
 * happens to the checkpoints reaches it.
 */
public final class Backups {
  /** How many are kept. */
  public static final int MOST = 24;

  private static final String NEW = ".new";

  private final Path folder;

  /**
   * Makes backups in a folder, which is created by the first one.
   *
   * @param folder the folder of all backups
   */
  public Backups(Path folder) {
    this.folder = folder;
  }

  /**
   * Copies a generation to {@code 01} and moves the others on; what was in {@code 24} is deleted.
   * If it is interrupted, the backups before are still there; if it fails, as on a full disk, the
   * part that was copied is deleted.
   *
   * @param generation its folder
   * @param beside further files that are copied too, such as settings and a preview
   * @return the backup's folder
   */
  public Path add(Path generation, List<Path> beside) throws IOException {
    Files.createDirectories(folder);
    Path made = folder.resolve(NEW);
    FileTree.delete(made);
    try {
      copy(generation, beside, made);
    } catch (IOException e) {
      FileTree.deleteAfter(made, e);
      throw e;
    }
    moveOn();
    Rename.toFree(made, place(1));
    Fsync.folder(folder);
    return place(1);
  }

  private static void copy(Path generation, List<Path> beside, Path made) throws IOException {
    Files.createDirectory(made);
    List<Path> files = new ArrayList<>(beside);
    try (Stream<Path> own = Files.list(generation)) {
      own.sorted().forEach(files::add);
    }
    for (Path file : files) {
      Path copy = made.resolve(file.getFileName());
      Files.copy(file, copy);
      Fsync.file(copy);
    }
    Fsync.folder(made);
  }

  /** Makes {@code 01} free; where one is missing, those behind it stay. */
  private void moveOn() throws IOException {
    int free = 1;
    while (free <= MOST && Files.exists(place(free))) {
      free++;
    }
    if (free > MOST) {
      FileTree.delete(place(MOST));
      free = MOST;
    }
    for (int i = free; i > 1; i--) {
      Rename.toFree(place(i - 1), place(i));
    }
  }

  /**
   * Opens the newest backup whose checksums are right.
   *
   * @param warnings receives each newer one that had to be skipped, and why
   * @return empty when there is none
   * @throws IOException if the folder cannot be read, or the newest one is a newer program's
   */
  public Optional<StoredCheckpoint> newestGood(Consumer<String> warnings) throws IOException {
    for (int i = 1; i <= MOST; i++) {
      if (!Files.isDirectory(place(i))) {
        continue;
      }
      try {
        return Optional.of(CheckpointStore.open(place(i)));
      } catch (CheckpointException.Corrupt e) {
        warnings.accept("backup " + place(i).getFileName() + ": " + e.getMessage());
      }
    }
    return Optional.empty();
  }

  private Path place(int number) {
    return folder.resolve(String.format(Locale.ROOT, "%02d", number));
  }
}
