package org.saehdbw.runs;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.saehdbw.files.FileTree;
import org.saehdbw.files.Fsync;

/**
 * Renames and deletes run folders, never while a trainer is at work on them, and never those of a
 * sweep or a comparison, whose ledger names them.
 */
public final class RunMoves {
  private static final String DELETING = ".deleting-";
  private static final String LEDGER = "ledger.jsonl";

  /** The longest name that leaves room for number and seed in the name of a folder. */
  private static final int MOST_LETTERS = 200;

  private RunMoves() {}

  /**
   * Gives a run another name; it keeps its number and its seed.
   *
   * @param label the new name, without number and seed
   * @return the run at its new place
   * @throws IllegalArgumentException if the name is not made of letters, digits, dots, dashes and
   *     underscores, is too long, is the present one, or would be read as a number
   * @throws RunException if a trainer holds the run, it belongs to a sweep or a comparison, or
   *     another run has this number and name
   */
  public static RunFolder rename(RunFolder run, String label) throws IOException {
    requireLabel(run, label);
    requireOwnLedger(run, "renamed");
    String name = run.name();
    String number = name.substring(0, name.indexOf('_'));
    String seed = name.substring(name.lastIndexOf("_s"));
    Path target = run.path().resolveSibling(number + "_" + label + seed);
    try {
      RunLock.acquire(run).closeRenaming(run, target);
    } catch (FileAlreadyExistsException e) {
      throw new RunException(target + ": exists already; choose another name", e);
    }
    Fsync.folder(target.toAbsolutePath().resolveSibling(""));
    return new RunFolder(target);
  }

  private static void requireLabel(RunFolder run, String label) {
    RunFolder.requirePlain(label);
    String got = ", got " + label;
    if (label.length() > MOST_LETTERS) {
      throw new IllegalArgumentException(
          "a run's name must have at most " + MOST_LETTERS + " letters, got " + label.length());
    }
    if (label.matches("\\d+")) {
      throw new IllegalArgumentException(
          "a run's name must not be a number, which would be read as the number of a run" + got);
    }
    if (label.equals(run.label())) {
      throw new IllegalArgumentException("a run's new name must differ from the one it has" + got);
    }
  }

  /**
   * Deletes a run with all its files. The folder is renamed first, so that an interrupted deletion
   * leaves nothing that looks like a run; {@link #deleteLeftovers} deletes the rest then. The run's
   * number is not used again.
   *
   * @throws RunException if a trainer holds the run, or it belongs to a sweep or a comparison
   */
  public static void delete(RunFolder run) throws IOException {
    requireDeletable(run);
    String name = DELETING + ProcessHandle.current().pid() + "-" + System.nanoTime();
    Path aside = run.path().resolveSibling(name);
    RunLock.acquire(run).closeRenaming(run, aside);
    Fsync.folder(aside.toAbsolutePath().resolveSibling(""));
    FileTree.delete(aside);
  }

  /**
   * Checks that a run may be deleted now.
   *
   * @throws RunException if a trainer holds the run, or it belongs to a sweep or a comparison
   */
  public static void requireDeletable(RunFolder run) throws IOException {
    requireOwnLedger(run, "deleted");
    RunLock.acquire(run).close();
  }

  /**
   * Deletes what interrupted deletions left.
   *
   * @param runsFolder the folder of run folders
   * @return how many folders were deleted
   */
  public static int deleteLeftovers(Path runsFolder) throws IOException {
    List<Path> left;
    try (Stream<Path> paths = Files.list(runsFolder)) {
      left =
          paths
              .filter(path -> String.valueOf(path.getFileName()).startsWith(DELETING))
              .filter(RunMoves::isAbandoned)
              .toList();
    }
    for (Path path : left) {
      FileTree.delete(path);
    }
    return left.size();
  }

  /** A process that lives may just be deleting it. */
  private static boolean isAbandoned(Path path) {
    String pid = String.valueOf(path.getFileName()).substring(DELETING.length());
    return !pid.matches("\\d{1,18}-.*")
        || ProcessHandle.of(Long.parseLong(pid.substring(0, pid.indexOf('-'))))
            .filter(ProcessHandle::isAlive)
            .isEmpty();
  }

  /** Returns the folder of the sweep or comparison that a run belongs to. */
  public static Optional<Path> owner(RunFolder run) {
    Path folder = run.path().toAbsolutePath().normalize().resolveSibling("..").normalize();
    return Files.exists(folder.resolve(LEDGER)) ? Optional.of(folder) : Optional.empty();
  }

  private static void requireOwnLedger(RunFolder run, String deed) throws RunException {
    Optional<Path> owner = owner(run);
    if (owner.isPresent()) {
      throw new RunException(
          run.path()
              + ": cannot be "
              + deed
              + ", because it belongs to a sweep or comparison: "
              + owner.get().resolve(LEDGER)
              + " names it");
    }
  }
}
