package org.saehdbw.transfers;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

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
  private static final float KNEE_ROOT = (float) Math.cbrt(KNEE);

  /** The lightness at the knee. */
  private static final float DARK = 7.9996f;

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

    Table(int steps, double low, double high, DoubleUnaryOperator function) {
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

    void map(float[] from, float[] to) {
      for (int i = 0; i < to.length; i++) {
        to[i] = at(from[i]);
      }
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

  private static float cube(float f) {
    return f > KNEE_ROOT ? f * f * f : (f - (float) FOOT) / (float) SLOPE;
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
    if (planes.length == 1) {
      for (int i = 0; i < count; i++) {
        lab[0][i] = lightness(LINEAR.at(planes[0][i]));
      }
      return lab;
    }
    float[] linear = new float[count];
    float[] x = new float[count];
    float[] z = new float[count];
    float[] y = lab[0];
    for (int c = 0; c < 3; c++) {
      LINEAR.map(planes[c], linear);
      add(linear, TO_X[c], x);
      add(linear, TO_Y[c], y);
      add(linear, TO_Z[c], z);
    }
    float[] a = lab[1];
    float[] b = lab[2];
    for (int i = 0; i < count; i++) {
      float fy = ROOT.at(y[i]);
      a[i] = 500 * (ROOT.at(x[i]) - fy);
      b[i] = 200 * (fy - ROOT.at(z[i]));
      y[i] = y[i] > (float) KNEE ? 116 * fy - 16 : 903.3f * y[i];
    }
    return lab;
  }

  private static void add(float[] values, float weight, float[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += weight * values[i];
    }
  }

  private static float lightness(float y) {
    return y > (float) KNEE ? 116 * ROOT.at(y) - 16 : 903.3f * y;
  }

  /** Converts L, a, b back, clipped to [0, 1]; L alone to gray. */
  static float[][] toBgr(float[][] lab) {
    int count = lab[0].length;
    float[][] bgr = new float[lab.length][count];
    if (lab.length == 1) {
      for (int i = 0; i < count; i++) {
        bgr[0][i] = CURVED.at(light(lab[0][i]));
      }
      return bgr;
    }
    float[][] xyz = new float[3][count];
    for (int i = 0; i < count; i++) {
      float l = lab[0][i];
      float y = light(l);
      float fy = l > DARK ? (l + 16) / 116 : (float) SLOPE * y + (float) FOOT;
      xyz[0][i] = cube(fy + lab[1][i] / 500);
      xyz[1][i] = y;
      xyz[2][i] = cube(fy - lab[2][i] / 200);
    }
    float[] sum = new float[count];
    for (int c = 0; c < 3; c++) {
      Arrays.fill(sum, 0);
      for (int k = 0; k < 3; k++) {
        add(xyz[k], (float) TO_BGR[c][k], sum);
      }
      CURVED.map(sum, bgr[c]);
    }
    return bgr;
  }

  private static float light(float lightness) {
    float root = (lightness + 16) / 116;
    return lightness > DARK ? root * root * root : lightness / 903.3f;
  }
}
