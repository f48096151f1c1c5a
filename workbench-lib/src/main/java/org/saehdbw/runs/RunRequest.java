package org.saehdbw.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.saehdbw.files.AtomicFile;

/**
 * What a running trainer can be asked, by an empty file in its run folder: any program can ask,
 * from a shell, a notebook or another machine that shares the disk. The trainer looks after every
 * iteration.
 */
public enum RunRequest {
  /** Save a checkpoint and stop. */
  STOP,
  /** Save a checkpoint and go on. */
  SAVE,
  /** Save a checkpoint, copy it to the backups and go on. */
  BACKUP,
  /** Save a checkpoint and wait until the request is withdrawn. */
  PAUSE,
  /** Draw preview pictures and go on. */
  PREVIEW;

  /** Returns the word that the file's name begins with. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the file that asks. */
  public Path file(RunFolder run) {
    return run.path().resolve(word() + ".request");
  }

  /** Whether the trainer of a run is asked for this now. */
  public boolean isAsked(RunFolder run) {
    return Files.exists(file(run));
  }

  /**
   * Asks the trainer of a run; asking twice is asking once.
   *
   * @throws RunException if no trainer works on the run
   */
  public void ask(RunFolder run) throws IOException {
    if (RunLock.holder(run).isEmpty()) {
      throw new RunException(run.path() + ": is not being trained, so no trainer can " + word());
    }
    post(run);
  }

  /** Asks whoever trains the run, now or soon. */
  public void post(RunFolder run) throws IOException {
    if (!isAsked(run)) {
      AtomicFile.write(file(run), new byte[0]);
    }
  }

  /** Takes the request back, or marks it as answered. */
  public void withdraw(RunFolder run) throws IOException {
    Files.deleteIfExists(file(run));
  }

  /** Takes all requests back, such as those of a trainer that was killed. */
  public static void withdrawAll(RunFolder run) throws IOException {
    for (RunRequest request : values()) {
      request.withdraw(run);
    }
  }
}
