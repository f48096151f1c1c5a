package org.saehdbw.synthesis;

import org.saehdbw.pictures.Picture;

/**
 * Structural similarity (Wang and others, 2004) of two gray pictures, over the 8 x 8 windows that
 * lie wholly inside a mask.
 */
final class MaskedSsim {
  private static final int WINDOW = 8;
  private static final double C1 = 0.01 * 255 * 0.01 * 255;
  private static final double C2 = 0.03 * 255 * 0.03 * 255;

  private MaskedSsim() {}

  static double of(Picture a, Picture b, byte[] mask) {
    int side = a.width();
    double sum = 0;
    int windows = 0;
    for (int y = 0; y + WINDOW <= side; y += 2) {
      for (int x = 0; x + WINDOW <= side; x += 2) {
        if (inside(mask, side, x, y)) {
          sum += window(a, b, x, y);
          windows++;
        }
      }
    }
    return sum / windows;
  }

  private static boolean inside(byte[] mask, int side, int left, int top) {
    for (int y = top; y < top + WINDOW; y++) {
      for (int x = left; x < left + WINDOW; x++) {
        if (mask[y * side + x] == 0) {
          return false;
        }
      }
    }
    return true;
  }

  private static double window(Picture a, Picture b, int left, int top) {
    double n = WINDOW * WINDOW;
    double sumA = 0;
    double sumB = 0;
    double squareA = 0;
    double squareB = 0;
    double product = 0;
    for (int y = top; y < top + WINDOW; y++) {
      for (int x = left; x < left + WINDOW; x++) {
        double p = a.pixels()[y * a.width() + x] & 255;
        double q = b.pixels()[y * b.width() + x] & 255;
        sumA += p;
        sumB += q;
        squareA += p * p;
        squareB += q * q;
        product += p * q;
      }
    }
    double meanA = sumA / n;
    double meanB = sumB / n;
    double varianceA = squareA / n - meanA * meanA;
    double varianceB = squareB / n - meanB * meanB;
    double covariance = product / n - meanA * meanB;
    return (2 * meanA * meanB + C1)
        * (2 * covariance + C2)
        / ((meanA * meanA + meanB * meanB + C1) * (varianceA + varianceB + C2));
  }
}
