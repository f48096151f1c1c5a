package org.saehdbw.runs;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** What a run is doing, as its files tell it. */
public enum RunStatus {
  /** A trainer holds the lock. */
  RUNNING,
  /** A trainer holds the lock and waits until it is asked to go on. */
  PAUSED,
  /** Its target was reached. */
  FINISHED,
  /** It was stopped after a checkpoint, or another program trained it so far. */
  STOPPED,
  /** It ended with an error. */
  FAILED,
  /** It ended without a word, as by a kill or a power cut, or never began. */
  INTERRUPTED;

  /** Returns the name for people, such as {@code running}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a trainer holds the lock. */
  public boolean isHeld() {
    return this == RUNNING || this == PAUSED;
  }

  /** Finds the status from the lock and the last events. */
  public static RunStatus of(RunFolder run) throws IOException {
    if (RunLock.holder(run).isPresent()) {
      return RunRequest.PAUSE.isAsked(run) ? PAUSED : RUNNING;
    }
    return ofEnded(run.events());
  }

  static RunStatus ofEnded(List<Event> events) {
    for (int i = events.size() - 1; i >= 0; i--) {
      Event event = events.get(i);
      if (event.kind() == EventKind.STOPPED) {
        return Event.FINISHED.equals(event.fields().get(Event.REASON)) ? FINISHED : STOPPED;
      }
      if (event.kind() == EventKind.IMPORTED) {
        return STOPPED;
      }
      if (event.kind() == EventKind.FAILED) {
        return FAILED;
      }
      if (event.kind() == EventKind.STARTED || event.kind() == EventKind.RESUMED) {
        return INTERRUPTED;
      }
    }
    return INTERRUPTED;
  }
}
