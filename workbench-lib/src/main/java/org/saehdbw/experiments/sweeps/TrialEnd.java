package org.saehdbw.experiments.sweeps;

import java.util.OptionalInt;

/**
 * How a trial's process ended.
 *
 * @param kind whether we ended it, and why
 * @param exitCode of the process; empty where it was not our child
 * @param peakResidentMib the most memory it held while we looked; NaN where nobody could
 * @param sawFolder whether its run folder was seen while it worked
 */
record TrialEnd(Kind kind, OptionalInt exitCode, double peakResidentMib, boolean sawFolder) {
  /** Who ended it. */
  enum Kind {
    /** Itself, or the system. */
    ALONE,
    /** We did, when its time was up. */
    TIMED_OUT,
    /** We did, when it held too much memory. */
    TOO_LARGE,
    /** We asked it to, as somebody stopped the sweep. */
    STOPPED
  }
}
