package org.saehdbw.losses;

import java.util.Locale;
import org.saehdbw.tensors.Constant;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.TensorOps;

/**
 * A normalised Gaussian window over rows and columns, as two banded matrix products.
 *
 * <p>A depthwise convolution says the same more plainly, but over one channel it takes twenty times
 * as long on the CPU (PyTorch 2.7.1).
 *
 * @param left (rows out, rows in)
 * @param right (columns in, columns out)
 */
public record Window(Constant left, Constant right) {
  private static final double DSSIM_SIGMA = 1.5;

  /**
   * Returns DSSIM's window: sigma 1.5 for every size, only at positions where it fits completely.
   *
   * @param size taps along each side, at least 1 and at most {@code side}
   * @param side of the pictures
   */
  public static Window dssim(int size, int side) {
    float[] down = taps(size, DSSIM_SIGMA, (size - 1) / 2.0);
    float[] across = down.clone();
    across[size / 2] += (float) (originalSum(size) / sum(down) - sum(across));
    return of(String.format(Locale.ROOT, "dssim%d of %d", size, side), down, across, side, 0);
  }

  /**
   * Returns a blur with zeros around the picture: 4 sigma taps, at least 3 and odd.
   *
   * @param sigma in pixels
   * @param side of the pictures
   */
  public static Window blur(double sigma, int side) {
    int size = Math.max(3, (int) (4 * sigma));
    size += 1 - size % 2;
    int centre = size / 2;
    float[] taps = taps(size, sigma, centre);
    return of(String.format(Locale.ROOT, "blur%s of %d", sigma, side), taps, taps, side, centre);
  }

  /** Applies the window to pictures (N, C, side, side). */
  public <T> T apply(TensorOps<T> ops, T x) {
    return ops.matmul(ops.matmul(ops.constant(left), x), ops.constant(right));
  }

  private static float[] taps(int size, double sigma, double centre) {
    double[] taps = new double[size];
    double sum = 0;
    for (int i = 0; i < size; i++) {
      taps[i] = Math.exp(-(i - centre) * (i - centre) / (2 * sigma * sigma));
      sum += taps[i];
    }
    float[] rounded = new float[size];
    for (int i = 0; i < size; i++) {
      rounded[i] = (float) (taps[i] / sum);
    }
    return rounded;
  }

  /**
   * Returns what the original's two-dimensional DSSIM window sums to: it is normalised in single
   * precision (a softmax; eight partial sums), and is off one by some 6e-8. Variances of nearly
   * flat pictures are differences of windowed means over 9e-4, so gradients that nearly cancel show
   * it (3e-4 of a bias in parity case df_udt_gray_96).
   */
  private static double originalSum(int size) {
    float scale = (float) (-0.5 / (DSSIM_SIGMA * DSSIM_SIGMA));
    float centre = (size - 1) / 2f;
    float nearest = (size % 2 == 0 ? 0.25f : 0) * scale;
    float[] taps = new float[size * size];
    float[] lanes = new float[8];
    for (int i = 0; i < taps.length; i++) {
      int row = i / size;
      float y = row - centre;
      float x = i % size - centre;
      taps[i] = (float) Math.exp(x * x * scale + y * y * scale - (nearest + nearest));
      lanes[i % lanes.length] += taps[i];
    }
    for (int step = 1; step < lanes.length; step *= 2) {
      for (int lane = 0; lane < lanes.length; lane += 2 * step) {
        lanes[lane] += lanes[lane + step];
      }
    }
    double result = 0;
    for (float tap : taps) {
      result += tap / lanes[0];
    }
    return result;
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  private static Window of(String name, float[] down, float[] across, int side, int padding) {
    int rows = side + 2 * padding - down.length + 1;
    float[] left = new float[rows * side];
    float[] right = new float[side * rows];
    for (int row = 0; row < rows; row++) {
      for (int tap = 0; tap < down.length; tap++) {
        int column = row + tap - padding;
        if (column >= 0 && column < side) {
          left[row * side + column] = down[tap];
          right[column * rows + row] = across[tap];
        }
      }
    }
    return new Window(
        new Constant(name + " left", Dims.of(rows, side), left),
        new Constant(name + " right", Dims.of(side, rows), right));
  }
}
