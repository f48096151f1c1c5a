package org.saehdbw.merging.options;

import java.util.Locale;

/** Which frames a change of options reaches, seen from the frame at which it is made. */
public enum ChangeScope {
  /** This frame and all that follow, up to the next keyframe. */
  ONWARD,
  /** All frames between the keyframe before and the one after. */
  RANGE,
  /** This frame only. */
  FRAME,
  /** All frames of the film. */
  ALL;

  /** The name that is sent and shown. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Finds a scope by its name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ChangeScope of(String word) {
    for (ChangeScope scope : values()) {
      if (scope.word().equals(word)) {
        return scope;
      }
    }
    throw new IllegalArgumentException(
        "the frames of a change must be onward, range, frame or all, got " + word);
  }
}
