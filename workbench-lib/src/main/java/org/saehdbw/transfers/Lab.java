package org.saehdbw.transfers;

/**
 * CIE Lab of sRGB pictures, white point D65, as OpenCV defines it for floats (spec/transfers 2): L
 * from 0 to 100, a and b about -127 to 127.
 *
 * <p>Roots and powers come from tables with linear interpolation, within 1e-3 of L, a and b and
 * 1e-5 of colour values; OpenCV's own tables are off by up to 0.57.
 */
final class Lab {
  private static final double WHITE_X = 0.950456;
  private static final double WHITE_Z = 1.088754;
  private static final float[] TO_X = {
    (float) (0.180423 / WHITE_X), (float) (0.357580 / WHITE_X), (float) (0.412453 / WHITE_X)
  };
  private static final float[] TO_Y = {0.072169f, 0.715160f, 0.212671f};
  private static final float[] TO_Z = {
    (float) (0.950227 / WHITE_Z), (float) (0.119193 / WHITE_Z), (float) (0.019334 / WHITE_Z)
  };
  private static final double[][] TO_BGR = inverse();
  private static final double KNEE = 0.008856;
  private static final double SLOPE = 7.787;
  private static final double FOOT = 16.0 / 116;

  private static final Table LINEAR = new Table(4096, 0, 1, Lab::linear);
  private static final Table CURVED = new Table(1 << 13, 0, 1, Lab::curved);
  private static final Table ROOT = new Table(1 << 13, 0, 1.1, Lab::root);

  private Lab() {}

  /** A function on a range, linear between points of equal distance, constant beyond. */
  private static final class Table {
    private final float low;
    private final float scale;
    private final float[] values;

    Table(int steps, double low, double high, java.util.function.DoubleUnaryOperator function) {
      this.low = (float) low;
      scale = (float) (steps / (high - low));
      values = new float[steps + 2];
      for (int i = 0; i <= steps; i++) {
        values[i] = (float) function.applyAsDouble(low + i * (high - low) / steps);
      }
      values[steps + 1] = values[steps];
    }

    float at(float x) {
      float place = (x - low) * scale;
      int index = (int) place;
      if (place <= 0) {
        return values[0];
      }
      if (index >= values.length - 2) {
        return values[values.length - 2];
      }
      float below = values[index];
      return below + (place - index) * (values[index + 1] - below);
    }
  }

  private static double linear(double value) {
    return value > 0.04045 ? Math.pow((value + 0.055) / 1.055, 2.4) : value / 12.92;
  }

  private static double curved(double light) {
    return light > 0.0031308 ? 1.055 * Math.pow(light, 1 / 2.4) - 0.055 : 12.92 * light;
  }

  private static double root(double t) {
    return t > KNEE ? Math.cbrt(t) : SLOPE * t + FOOT;
  }

  private static float square(float f) {
    return f > (float) Math.cbrt(KNEE) ? f * f * f : (f - (float) FOOT) / (float) SLOPE;
  }

  private static double[][] inverse() {
    double[][] m = {
      {TO_X[0], TO_X[1], TO_X[2]}, {TO_Y[0], TO_Y[1], TO_Y[2]}, {TO_Z[0], TO_Z[1], TO_Z[2]}
    };
    double[][] out = new double[3][3];
    double determinant = 0;
    for (int i = 0; i < 3; i++) {
      determinant += m[0][i] * cofactor(m, 0, i);
    }
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        out[j][i] = cofactor(m, i, j) / determinant;
      }
    }
    return out;
  }

  private static double cofactor(double[][] m, int row, int column) {
    int r1 = (row + 1) % 3;
    int r2 = (row + 2) % 3;
    int c1 = (column + 1) % 3;
    int c2 = (column + 2) % 3;
    return m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1];
  }

  /** Converts planes b, g, r, clipped to [0, 1], to L, a, b; one plane of gray to L alone. */
  static float[][] of(float[][] planes) {
    int count = planes[0].length;
    float[][] lab = new float[planes.length][count];
    for (int i = 0; i < count; i++) {
      float b = LINEAR.at(planes[0][i]);
      if (planes.length == 1) {
        lab[0][i] = lightness(b);
        continue;
      }
      float g = LINEAR.at(planes[1][i]);
      float r = LINEAR.at(planes[2][i]);
      float y = TO_Y[0] * b + TO_Y[1] * g + TO_Y[2] * r;
      float fx = ROOT.at(TO_X[0] * b + TO_X[1] * g + TO_X[2] * r);
      float fy = ROOT.at(y);
      float fz = ROOT.at(TO_Z[0] * b + TO_Z[1] * g + TO_Z[2] * r);
      lab[0][i] = lightness(y);
      lab[1][i] = 500 * (fx - fy);
      lab[2][i] = 200 * (fy - fz);
    }
    return lab;
  }

  private static float lightness(float y) {
    return y > (float) KNEE ? 116 * ROOT.at(y) - 16 : 903.3f * y;
  }

  /** Converts L, a, b back, clipped to [0, 1]; L alone to gray. */
  static float[][] toBgr(float[][] lab) {
    int count = lab[0].length;
    float[][] bgr = new float[lab.length][count];
    for (int i = 0; i < count; i++) {
      float fy = (lab[0][i] + 16) / 116;
      float y = lab[0][i] > 7.9996f ? fy * fy * fy : lab[0][i] / 903.3f;
      if (lab.length == 1) {
        bgr[0][i] = CURVED.at(y);
        continue;
      }
      if (lab[0][i] <= 7.9996f) {
        fy = (float) (SLOPE * y + FOOT);
      }
      float x = square(fy + lab[1][i] / 500);
      float z = square(fy - lab[2][i] / 200);
      for (int c = 0; c < 3; c++) {
        double[] row = TO_BGR[c];
        bgr[c][i] = CURVED.at((float) (row[0] * x + row[1] * y + row[2] * z));
      }
    }
    return bgr;
  }
}
