package org.saehdbw.cli;

/** What a command's exit code means. Every command uses these and no others. */
public final class ExitCode {
  /** Done, files that were skipped and counted included. */
  public static final int DONE = 0;

  /** Failed while working: a file, the machine or the numbers would not have it. */
  public static final int FAILED = 1;

  /** Asked wrongly: the same command fails again until it is written differently. */
  public static final int ASKED_WRONGLY = 2;

  /** Stopped by Ctrl-C, after a checkpoint where there was something to save. */
  public static final int STOPPED = 130;

  private ExitCode() {}
}
