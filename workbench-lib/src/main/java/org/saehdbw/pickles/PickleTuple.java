package org.saehdbw.pickles;

import java.util.List;

/** A Python tuple; kept apart from lists, so that writing gives back what was read. */
public record PickleTuple(List<Object> items) {
  /** Takes the items in their order. */
  public static PickleTuple of(Object... items) {
    return new PickleTuple(List.of(items));
  }
}
