package org.saehdbw.merging.options;

import java.util.Locale;

/** How options go from one keyframe to the next: {@code transition} in a job file. */
public enum Transition {
  /** They stay as they are until the next keyframe. */
  HOLD,
  /** Numbers go evenly to those of the next keyframe; words change there. */
  LINEAR;

  /** The name in a job file. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
