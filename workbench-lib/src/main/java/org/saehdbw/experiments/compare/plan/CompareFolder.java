package org.saehdbw.experiments.compare.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.saehdbw.files.FolderInUseException;
import org.saehdbw.files.FolderLock;
import org.saehdbw.files.LockOwner;
import org.saehdbw.files.Workspace;
import org.saehdbw.runs.RunException;

/**
 * Where everything of a comparison is.
 *
 * @param path the result folder, such as {@code results/compare/gray-vs-colour}
 */
public record CompareFolder(Path path) {
  private static final String LOCK = "compare";

  /** Makes the path absolute. */
  public CompareFolder {
    path = path.toAbsolutePath().normalize();
  }

  /** The default folder of result folders: {@code results/compare}. */
  public static Path defaultResults() {
    return Workspace.home().resolve("results").resolve("compare");
  }

  /**
   * Opens a folder that holds a comparison.
   *
   * @throws RunException if it does not
   */
  public static CompareFolder open(Path path) throws IOException {
    CompareFolder folder = new CompareFolder(path);
    if (!Files.isRegularFile(folder.experiment())) {
      throw new RunException(path + ": holds no comparison, experiment.yaml is missing");
    }
    return folder;
  }

  /** The folder's name. */
  public String name() {
    return String.valueOf(path.getFileName());
  }

  /** What is compared and how. */
  public Path experiment() {
    return path.resolve("experiment.yaml");
  }

  /** What was done, a line each; the other files can be made from it and the runs. */
  public Path ledger() {
    return path.resolve("ledger.jsonl");
  }

  /** Every measured step. */
  public Path blocks() {
    return path.resolve("blocks.csv");
  }

  /** Every judgement of held-out faces. */
  public Path quality() {
    return path.resolve("quality.csv");
  }

  /** All figures. */
  public Path comparison() {
    return path.resolve("comparison.json");
  }

  /** The answer in words. */
  public Path summary() {
    return path.resolve("summary.md");
  }

  /** The charts. */
  public Path charts() {
    return path.resolve("charts");
  }

  /** The trainings' run folders. */
  public Path runs() {
    return path.resolve("runs");
  }

  /** Gray copies of facesets, one folder for each setting that names faces. */
  public Path gray() {
    return path.resolve("gray-faces");
  }

  /** Settings and logs of the processes that are measured. */
  public Path arms() {
    return path.resolve("arms");
  }

  /** A file whose appearance asks for a stop. */
  public Path stopRequest() {
    return path.resolve("stop.request");
  }

  /** What a comparison without a terminal printed. */
  public Path log() {
    return path.resolve("compare.log");
  }

  /**
   * Takes the lock of who works on the comparison.
   *
   * @throws FolderInUseException if another process has it; the message says which
   */
  public FolderLock lock() throws IOException {
    return FolderLock.acquire(path, LOCK, this::inUse);
  }

  /**
   * Refuses while a process works on the comparison, and touches nothing.
   *
   * @throws FolderInUseException if one does; the message says which
   */
  public void requireIdle() throws IOException {
    Optional<LockOwner> owner = worker();
    if (owner.isPresent()) {
      throw new FolderInUseException(inUse(owner.get().text()));
    }
  }

  /** Returns the process that works on the comparison, if one does. */
  public Optional<LockOwner> worker() throws IOException {
    return FolderLock.holder(path, LOCK);
  }

  private String inUse(String who) {
    return path + ": " + who + " is at work on this comparison; wait for it, or stop it";
  }
}
