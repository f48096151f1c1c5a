package org.saehdbw.transfers;

/**
 * Sorts the values of one picture after the other by their bits, stably: three passes of eleven
 * bits are exact for any finite floats. Owns its memory, so it belongs to one call at a time.
 */
final class RadixSort {
  private static final int DIGIT_BITS = 11;
  private static final int DIGITS = 1 << DIGIT_BITS;
  private static final int PASSES = 3;

  private final int count;
  private int[] keys;
  private int[] otherKeys;
  private int[] places;
  private int[] otherPlaces;
  private final int[][] starts = new int[PASSES][DIGITS];

  /** Makes memory for a number of values. */
  RadixSort(int count) {
    this.count = count;
    keys = new int[count];
    otherKeys = new int[count];
    places = new int[count];
    otherPlaces = new int[count];
  }

  /** Returns the places of the values in rising order; valid until the next call. */
  int[] order(float[] values) {
    load(values);
    for (int i = 0; i < count; i++) {
      places[i] = i;
    }
    for (int pass = 0; pass < PASSES; pass++) {
      int shift = pass * DIGIT_BITS;
      int[] start = starts[pass];
      for (int i = 0; i < count; i++) {
        int key = keys[i];
        int to = start[key >>> shift & DIGITS - 1]++;
        otherKeys[to] = key;
        otherPlaces[to] = places[i];
      }
      swap();
    }
    return places;
  }

  /** Writes the values in rising order. */
  void sort(float[] values, float[] sorted) {
    load(values);
    for (int pass = 0; pass < PASSES; pass++) {
      int shift = pass * DIGIT_BITS;
      int[] start = starts[pass];
      for (int i = 0; i < count; i++) {
        int key = keys[i];
        otherKeys[start[key >>> shift & DIGITS - 1]++] = key;
      }
      swap();
    }
    for (int i = 0; i < count; i++) {
      int key = keys[i];
      sorted[i] = Float.intBitsToFloat(key < 0 ? key & Integer.MAX_VALUE : ~key);
    }
  }

  /** Takes keys that rise with their values as numbers without sign, and counts their digits. */
  private void load(float[] values) {
    if (values.length != count) {
      throw new IllegalArgumentException("must have " + count + " values, got " + values.length);
    }
    int[] low = new int[DIGITS];
    int[] middle = new int[DIGITS];
    int[] high = new int[DIGITS];
    for (int i = 0; i < count; i++) {
      // Adding 0 makes -0 the same as 0.
      int bits = Float.floatToRawIntBits(values[i] + 0f);
      int key = bits ^ (bits >> 31 | Integer.MIN_VALUE);
      keys[i] = key;
      low[key & DIGITS - 1]++;
      middle[key >>> DIGIT_BITS & DIGITS - 1]++;
      high[key >>> 2 * DIGIT_BITS]++;
    }
    toStarts(low, starts[0]);
    toStarts(middle, starts[1]);
    toStarts(high, starts[2]);
  }

  private static void toStarts(int[] counts, int[] starts) {
    int sum = 0;
    for (int i = 0; i < counts.length; i++) {
      starts[i] = sum;
      sum += counts[i];
    }
  }

  private void swap() {
    int[] k = keys;
    keys = otherKeys;
    otherKeys = k;
    int[] p = places;
    places = otherPlaces;
    otherPlaces = p;
  }
}
