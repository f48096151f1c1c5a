package org.saehdbw.facesets.health;

/** A Gaussian blur of a square picture whose edge values continue outside. */
final class Blur {
  private Blur() {}

  static float[] gaussian(float[] values, int side, double sigma) {
    int reach = (int) Math.ceil(3 * sigma);
    float[] kernel = new float[2 * reach + 1];
    double sum = 0;
    for (int i = -reach; i <= reach; i++) {
      sum += Math.exp(-i * i / (2 * sigma * sigma));
    }
    for (int i = -reach; i <= reach; i++) {
      kernel[i + reach] = (float) (Math.exp(-i * i / (2 * sigma * sigma)) / sum);
    }
    return transposedAndBlurred(transposedAndBlurred(values, side, kernel), side, kernel);
  }

  /** Blurs along rows and swaps rows and columns. */
  private static float[] transposedAndBlurred(float[] values, int side, float[] kernel) {
    int reach = kernel.length / 2;
    float[] result = new float[values.length];
    float[] row = new float[side + 2 * reach];
    for (int y = 0; y < side; y++) {
      System.arraycopy(values, y * side, row, reach, side);
      for (int i = 0; i < reach; i++) {
        row[i] = row[reach];
        row[reach + side + i] = row[reach + side - 1];
      }
      for (int x = 0; x < side; x++) {
        float sum = 0;
        for (int i = 0; i < kernel.length; i++) {
          sum += kernel[i] * row[x + i];
        }
        result[x * side + y] = sum;
      }
    }
    return result;
  }
}
