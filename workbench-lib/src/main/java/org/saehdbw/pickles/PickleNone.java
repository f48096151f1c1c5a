package org.saehdbw.pickles;

/** Python's {@code None}, so that null needs no place among the values. */
public enum PickleNone {
  NONE
}
