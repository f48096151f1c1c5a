package org.saehdbw.runs;

import java.util.Locale;

/** The kinds of events in {@code events.jsonl}. */
public enum EventKind {
  /** Training began in a new run folder. */
  STARTED,
  /** The run folder was made of a model that another program trained. */
  IMPORTED,
  /** A process made its first iteration; field {@code start_ms} says what its start took. */
  FIRST_ITERATION,
  /** The stage changed, as from pretraining to training. */
  STAGE_CHANGED,
  /** A checkpoint is durable. */
  SAVED,
  /** Training continued from a checkpoint. */
  RESUMED,
  /** Training waits until it is asked to go on; a checkpoint was saved before. */
  PAUSED,
  /** It goes on. */
  CONTINUED,
  /** A resume changed settings; field {@code changes} has the old and new value of each key. */
  CHANGED,
  /** Iterations, saves or previews take longer than was usual in this run; names the stage. */
  SLOWED,
  /** They take as long as before again. */
  RECOVERED,
  /** Training collapsed; field {@code incident} names the folder that tells about it. */
  COLLAPSED,
  /** Training continued from a checkpoint before a collapse. */
  ROLLED_BACK,
  /** Something was worked around. */
  WARNING,
  /** Training ended in order; field {@code reason} is {@code finished} or {@code asked}. */
  STOPPED,
  /** Training ended with an error. */
  FAILED;

  /** Returns the name in the file, such as {@code stage_changed}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
