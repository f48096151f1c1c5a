package org.saehdbw.films;

/**
 * Luma as films store it: in full range, where 0 is black, or in limited range, where black is 16
 * and white 235 of 255.
 */
final class LumaRange {
  private static final int BLACK = 16;
  private static final int WHITE = 235;

  private LumaRange() {}

  /** Returns for each stored value the value in full range; what lies outside is cut off. */
  static short[] toFull(int bits, boolean isFull) {
    int count = 1 << bits;
    int most = count - 1;
    short[] table = new short[count];
    int black = BLACK << (bits - 8);
    int span = (WHITE - BLACK) << (bits - 8);
    for (int stored = 0; stored < count; stored++) {
      int full = isFull ? stored : Math.floorDiv(2 * (stored - black) * most + span, 2 * span);
      table[stored] = (short) Math.max(0, Math.min(most, full));
    }
    return table;
  }

  /** Returns for each value in full range the value that is stored. */
  static short[] toStored(int bits, boolean isFull) {
    int count = 1 << bits;
    int most = count - 1;
    short[] table = new short[count];
    int black = BLACK << (bits - 8);
    long span = (long) (WHITE - BLACK) << (bits - 8);
    for (int full = 0; full < count; full++) {
      table[full] = (short) (isFull ? full : black + (2 * full * span + most) / (2L * most));
    }
    return table;
  }
}
