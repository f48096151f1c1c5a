package org.saehdbw.experiments.sweeps.plan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.saehdbw.files.FolderLock;
import org.saehdbw.files.LockOwner;
import org.saehdbw.files.Workspace;

/**
 * The folder of one sweep's results, and where everything is in it.
 *
 * @param path the folder
 */
public record SweepFolder(Path path) {
  /** The name of the lock of who works on the sweep. */
  public static final String LOCK = "sweep";

  /** Makes the path absolute. */
  public SweepFolder {
    path = path.toAbsolutePath().normalize();
  }

  /** The default folder of result folders: {@code results/sweeps}. */
  public static Path defaultResults() {
    return Workspace.home().resolve("results").resolve("sweeps");
  }

  /** Returns the experiment as it was started, the command line's settings included. */
  public Path experimentFile() {
    return path.resolve("experiment.yaml");
  }

  /** Returns the file that is only appended to: what was planned, started and ended. */
  public Path ledgerFile() {
    return path.resolve("ledger.jsonl");
  }

  /** Returns the folder of run folders. */
  public Path runs() {
    return path.resolve("runs");
  }

  /** Returns the folder of trials' settings files and of what their processes printed. */
  public Path trials() {
    return path.resolve("trials");
  }

  /** Returns a trial's settings file. */
  public Path settingsFile(Trial trial) {
    return trials().resolve(trial.label() + ".yaml");
  }

  /** Returns what a trial's processes printed. */
  public Path logFile(Trial trial) {
    return trials().resolve(trial.label() + ".log");
  }

  /** Returns the table of results. */
  public Path trialsFile() {
    return path.resolve("trials.csv");
  }

  /** Returns the judged saves of all trials. */
  public Path curvesFile() {
    return path.resolve("curves.csv");
  }

  /** Returns the answer in words and tables. */
  public Path summaryFile() {
    return path.resolve("summary.md");
  }

  /** Returns the folder of charts. */
  public Path charts() {
    return path.resolve("charts");
  }

  /** Returns where the remains of damaged run folders are moved. */
  public Path broken() {
    return path.resolve("broken");
  }

  /** Returns the process that works on the sweep, if one does. */
  public Optional<LockOwner> worker() throws IOException {
    return FolderLock.holder(path, LOCK);
  }

  /** Returns the folder's name, which is the sweep's. */
  public String name() {
    return String.valueOf(path.getFileName());
  }
}
