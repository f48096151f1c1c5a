package org.saehdbw.runs;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a user can have a run's trainer do, from a command or from the page: a {@link RunRequest} or
 * its end, and the sentence that says what happens next.
 */
public enum RunAction {
  /** Save a checkpoint and stop. */
  STOP(RunRequest.STOP, "saves a checkpoint after this iteration and stops"),
  /** Save a checkpoint. */
  SAVE(RunRequest.SAVE, "saves a checkpoint after this iteration"),
  /** Save a checkpoint and copy it to the backups. */
  BACKUP(RunRequest.BACKUP, "saves a checkpoint after this iteration and copies it to "),
  /** Draw preview pictures. */
  PREVIEW(RunRequest.PREVIEW, "draws preview pictures after this iteration"),
  /** Save a checkpoint and wait. */
  PAUSE(RunRequest.PAUSE, "saves a checkpoint after this iteration and waits until runs resume"),
  /** Continue after a pause. */
  RESUME(RunRequest.PAUSE, "continues");

  private final RunRequest request;
  private final String next;

  RunAction(RunRequest request, String next) {
    this.request = request;
    this.next = next;
  }

  /** Returns the word in commands and addresses, such as {@code save}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Finds an action by its word. */
  public static Optional<RunAction> named(String word) {
    return Arrays.stream(values()).filter(action -> action.word().equals(word)).findFirst();
  }

  /**
   * Asks the trainer of a run; asking twice is asking once.
   *
   * @return what happens next, such as {@code saves a checkpoint after this iteration}
   * @throws RunException if no trainer works on the run
   */
  public String ask(RunFolder run) throws IOException {
    if (this != RESUME) {
      request.ask(run);
      return this == BACKUP ? next + run.backups() : next;
    }
    if (RunLock.holder(run).isEmpty()) {
      throw new RunException(
          run.path() + ": is not being trained; continue it with train --resume " + run.name());
    }
    if (!request.isAsked(run)) {
      return "is not paused; nothing changed";
    }
    request.withdraw(run);
    return next;
  }
}
