package org.saehdbw.transfers;

/**
 * CIE Lab of 8-bit sRGB pictures in whole numbers, L * 255 / 100, a + 128 and b + 128, in the fixed
 * point arithmetic that OpenCV publishes for them: light in 11 bits, roots in 15, and 12 bits on
 * the way back.
 */
final class EightBitLab {
  private static final int LIGHT_SHIFT = 3;
  private static final int SHIFT = 12;
  private static final int ROOT_SHIFT = SHIFT + LIGHT_SHIFT;
  private static final int LIGHTS = 256 * 3 / 2 * (1 << LIGHT_SHIFT);
  private static final double WHITE_X = 0.950456;
  private static final double WHITE_Z = 1.088754;
  private static final int[] TO_X = weights(0.180423, 0.357580, 0.412453, WHITE_X);
  private static final int[] TO_Y = weights(0.072169, 0.715160, 0.212671, 1);
  private static final int[] TO_Z = weights(0.950227, 0.119193, 0.019334, WHITE_Z);
  private static final int LIGHTNESS_SCALE = (116 * 255 + 50) / 100;
  private static final int LIGHTNESS_SHIFT = -((16 * 255 * (1 << ROOT_SHIFT) + 50) / 100);
  private static final int[] LIGHT = light();
  private static final int[] ROOT = root();

  private static final int BASE = 1 << 14;
  private static final int LEAST_ROOT = -8145;
  private static final int GAMMA_BITS = 12;
  private static final int BACK_SHIFT = SHIFT + 14 - GAMMA_BITS;
  private static final double[][] TO_BGR = {
    {0.055648, -0.204043, 1.057311},
    {-0.969256, 1.875991, 0.041556},
    {3.240479, -1.53715, -0.498535}
  };
  private static final int[][] BACK = back();
  private static final int[] CUBE = cube();
  private static final int[] CURVED = curved();

  private EightBitLab() {}

  private static int[][] back() {
    int[][] weights = new int[3][3];
    double[] white = {WHITE_X, 1, WHITE_Z};
    for (int i = 0; i < 9; i++) {
      weights[i / 3][i % 3] = (int) Math.rint((1 << SHIFT) * TO_BGR[i / 3][i % 3] * white[i % 3]);
    }
    return weights;
  }

  /** From roots in steps of 1 / BASE to light, the reverse of {@link #ROOT}. */
  private static int[] cube() {
    int[] table = new int[BASE * 9 / 4];
    for (int i = 0; i < table.length; i++) {
      int root = i + LEAST_ROOT;
      table[i] =
          root <= 3390
              ? root * 108 / 841 - BASE * 16 / 116 * 108 / 841
              : root * root / BASE * root / BASE;
    }
    return table;
  }

  private static int[] curved() {
    int[] table = new int[1 << GAMMA_BITS];
    for (int i = 0; i < table.length; i++) {
      double light = (double) i / table.length;
      double value = light > 0.0031308 ? 1.055 * Math.pow(light, 1 / 2.4) - 0.055 : 12.92 * light;
      table[i] = (int) Math.rint(255 * value);
    }
    return table;
  }

  /** Converts such planes of L, a, b back to b, g, r. */
  static float[][] toBgr(float[][] lab) {
    float[][] bgr = new float[3][lab[0].length];
    int[] lights = new int[256];
    int[] roots = new int[256];
    for (int i = 0; i < 256; i++) {
      double l = i * 100 / 255.0;
      double root = l <= 8 ? 7.787 * (l / 903.3) + 16 / 116.0 : (l + 16) / 116;
      lights[i] = (int) Math.rint(BASE * (l <= 8 ? l / 903.3 : root * root * root));
      roots[i] = (int) Math.rint(BASE * root);
    }
    for (int i = 0; i < lab[0].length; i++) {
      int root = roots[(int) lab[0][i]];
      int y = lights[(int) lab[0][i]];
      int a = ((5 * (int) lab[1][i] * 53_687 + (1 << 7)) >> 13) - 128 * BASE / 500;
      int b = (((int) lab[2][i] * 41_943 + (1 << 4)) >> 9) - 128 * BASE / 200 + 1;
      int x = CUBE[root + a - LEAST_ROOT];
      int z = CUBE[root - b - LEAST_ROOT];
      for (int c = 0; c < 3; c++) {
        int light = descale(BACK[c][0] * x + BACK[c][1] * y + BACK[c][2] * z, BACK_SHIFT);
        bgr[c][i] = CURVED[Math.max(0, Math.min(CURVED.length - 1, light))];
      }
    }
    return bgr;
  }

  private static int[] weights(double blue, double green, double red, double white) {
    double scale = (1 << SHIFT) / white;
    return new int[] {
      (int) Math.rint(blue * scale), (int) Math.rint(green * scale), (int) Math.rint(red * scale)
    };
  }

  private static int[] light() {
    int[] table = new int[256];
    for (int i = 0; i < 256; i++) {
      double value = i / 255.0;
      double linear = value > 0.04045 ? Math.pow((value + 0.055) / 1.055, 2.4) : value / 12.92;
      table[i] = (int) Math.rint(255 * (1 << LIGHT_SHIFT) * linear);
    }
    return table;
  }

  private static int[] root() {
    int[] table = new int[LIGHTS];
    for (int i = 0; i < LIGHTS; i++) {
      double light = i / (255.0 * (1 << LIGHT_SHIFT));
      double root = light < 216.0 / 24389 ? light * 841.0 / 108 + 16.0 / 116 : Math.cbrt(light);
      table[i] = (int) Math.rint((1 << ROOT_SHIFT) * root);
    }
    return table;
  }

  /** Converts planes b, g, r of whole numbers from 0 to 255 to such planes of L, a, b. */
  static float[][] of(float[][] bgr) {
    float[][] lab = new float[3][bgr[0].length];
    int middle = 128 * (1 << ROOT_SHIFT);
    for (int i = 0; i < bgr[0].length; i++) {
      int b = LIGHT[(int) bgr[0][i]];
      int g = LIGHT[(int) bgr[1][i]];
      int r = LIGHT[(int) bgr[2][i]];
      int fx = ROOT[descale(TO_X[0] * b + TO_X[1] * g + TO_X[2] * r, SHIFT)];
      int fy = ROOT[descale(TO_Y[0] * b + TO_Y[1] * g + TO_Y[2] * r, SHIFT)];
      int fz = ROOT[descale(TO_Z[0] * b + TO_Z[1] * g + TO_Z[2] * r, SHIFT)];
      lab[0][i] = eight(descale(LIGHTNESS_SCALE * fy + LIGHTNESS_SHIFT, ROOT_SHIFT));
      lab[1][i] = eight(descale(500 * (fx - fy) + middle, ROOT_SHIFT));
      lab[2][i] = eight(descale(200 * (fy - fz) + middle, ROOT_SHIFT));
    }
    return lab;
  }

  private static int descale(int value, int bits) {
    return (value + (1 << (bits - 1))) >> bits;
  }

  private static float eight(int value) {
    return Math.min(255, Math.max(0, value));
  }
}
