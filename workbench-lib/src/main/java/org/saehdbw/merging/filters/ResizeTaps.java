package org.saehdbw.merging.filters;

/**
 * The values and weights that each value of a resized row is made of, four each.
 *
 * @param places of the values in the row
 * @param weights of these values
 * @param isFourfold whether the result has four values for each of the row's, whose weights are the
 *     same all along the row
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record ResizeTaps(int[] places, float[] weights, boolean isFourfold) {
  private static final int TAPS = 4;
  private static final int FOURFOLD = 4;

  /** So many values at each end of a row have taps beyond it. */
  private static final int ENDS = 2;

  static ResizeTaps cubic(int from, int to) {
    float[] weights = new float[TAPS * to];
    for (int i = 0; i < to; i++) {
      float position = position(i, from, to);
      CubicWeights.at(position - (int) Math.floor(position), weights, TAPS * i);
    }
    return of(from, to, weights);
  }

  static ResizeTaps linear(int from, int to) {
    float[] weights = new float[TAPS * to];
    for (int i = 0; i < to; i++) {
      float position = position(i, from, to);
      float part = position - (int) Math.floor(position);
      weights[TAPS * i + 1] = 1 - part;
      weights[TAPS * i + 2] = part;
    }
    return of(from, to, weights);
  }

  private static float position(int i, int from, int to) {
    return (float) ((i + 0.5) * ((double) from / to) - 0.5);
  }

  private static ResizeTaps of(int from, int to, float[] weights) {
    int[] places = new int[TAPS * to];
    for (int i = 0; i < to; i++) {
      int whole = (int) Math.floor(position(i, from, to));
      for (int k = 0; k < TAPS; k++) {
        places[TAPS * i + k] = Math.max(0, Math.min(from - 1, whole - 1 + k));
      }
    }
    boolean repeats = to == FOURFOLD * from && from > 2 * ENDS;
    for (int i = FOURFOLD * TAPS; repeats && i < weights.length; i++) {
      repeats = weights[i] == weights[i - FOURFOLD * TAPS];
    }
    return new ResizeTaps(places, weights, repeats);
  }

  /**
   * Makes some values of the result.
   *
   * @param from holds the row
   * @param start where the row begins
   * @param first of the result's values that are made
   * @param end after the last of them
   */
  void apply(float[] from, int start, int first, int end, float[] to) {
    if (!isFourfold) {
      any(from, start, first, end, to);
      return;
    }
    int size = to.length / FOURFOLD;
    int firstWhole = Math.max(ENDS, (first + FOURFOLD - 1) / FOURFOLD);
    int endWhole = Math.min(size - ENDS, end / FOURFOLD);
    if (firstWhole >= endWhole) {
      any(from, start, first, end, to);
      return;
    }
    any(from, start, first, FOURFOLD * firstWhole, to);
    fourfold(from, start, firstWhole, endWhole, to);
    any(from, start, FOURFOLD * endWhole, end, to);
  }

  private void any(float[] from, int start, int first, int end, float[] to) {
    for (int x = first; x < end; x++) {
      int k = TAPS * x;
      to[x] =
          from[start + places[k]] * weights[k]
              + from[start + places[k + 1]] * weights[k + 1]
              + from[start + places[k + 2]] * weights[k + 2]
              + from[start + places[k + 3]] * weights[k + 3];
    }
  }

  /** Each value of the row gives four, whose taps begin two or one value before it. */
  private void fourfold(float[] from, int start, int first, int end, float[] to) {
    float[] w = weights;
    for (int i = first; i < end; i++) {
      int at = start + i;
      float a = from[at - 2];
      float b = from[at - 1];
      float c = from[at];
      float d = from[at + 1];
      float e = from[at + 2];
      int x = FOURFOLD * i;
      to[x] = a * w[0] + b * w[1] + c * w[2] + d * w[3];
      to[x + 1] = a * w[4] + b * w[5] + c * w[6] + d * w[7];
      to[x + 2] = b * w[8] + c * w[9] + d * w[10] + e * w[11];
      to[x + 3] = b * w[12] + c * w[13] + d * w[14] + e * w[15];
    }
  }
}
