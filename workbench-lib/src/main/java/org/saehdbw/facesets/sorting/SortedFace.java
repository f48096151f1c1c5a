package org.saehdbw.facesets.sorting;

import java.util.OptionalDouble;

/**
 * Where a sorting put a face: at the next rank, or among the rejected when there is a reason.
 *
 * @param index into the faceset's entries
 * @param metric the number that decided, if one did
 * @param text the metric as files show it
 * @param reason why it is rejected, or empty
 */
record SortedFace(int index, OptionalDouble metric, String text, String reason) {
  static SortedFace kept(int index, double metric) {
    return new SortedFace(index, OptionalDouble.of(metric), number(metric), "");
  }

  static SortedFace kept(int index, String text) {
    return new SortedFace(index, OptionalDouble.empty(), text, "");
  }

  static SortedFace rejected(int index, String reason) {
    return new SortedFace(index, OptionalDouble.empty(), "", reason);
  }

  static SortedFace rejected(int index, double metric, String reason) {
    return new SortedFace(index, OptionalDouble.of(metric), number(metric), reason);
  }

  /** Counts and areas without a point, all others without loss. */
  private static String number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? Long.toString((long) value) : Double.toString(value);
  }
}
