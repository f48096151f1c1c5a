package org.saehdbw.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Notices that a run folder was deleted, moved or replaced while its trainer works. A trainer that
 * only kept its files open would train on, and what it saved could not be found.
 */
public final class FolderWatch {
  private final RunFolder run;
  private final Optional<Object> folder;
  private final Optional<Object> metrics;

  private FolderWatch(RunFolder run, Optional<Object> folder, Optional<Object> metrics) {
    this.run = run;
    this.folder = folder;
    this.metrics = metrics;
  }

  /**
   * Notes which folder and which {@code metrics.csv} these are.
   *
   * @throws IOException if one of them cannot be found
   */
  public static FolderWatch of(RunFolder run) throws IOException {
    return new FolderWatch(run, key(run.path()), key(run.metricsFile()));
  }

  /**
   * Checks that both are still there and the same.
   *
   * @throws RunException if they are not; the message names the folder
   */
  public void require() throws RunException {
    boolean same;
    try {
      same = key(run.path()).equals(folder) && key(run.metricsFile()).equals(metrics);
    } catch (NoSuchFileException e) {
      same = false;
    } catch (IOException e) {
      throw new RunException(
          run.path() + ": the run folder cannot be read any more (" + e.getMessage() + ")", e);
    }
    if (!same) {
      throw new RunException(
          run.path()
              + ": the run folder or its metrics.csv was deleted, moved or replaced during"
              + " training; training stopped, and nothing was saved since. If the folder was moved,"
              + " continue with train --resume and its new path");
    }
  }

  /** The file system's identity of a file; empty where it has none, as on Windows. */
  private static Optional<Object> key(Path path) throws IOException {
    return Optional.ofNullable(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
  }
}
