package org.saehdbw.merging.filters;

/**
 * Sharpens or softens a face until its finest details are as strong as those of the face that it
 * replaces: the squares of the difference from a blur with weights 1, 2, 1, summed inside the mask.
 * Grain does not count.
 */
public final class SharpnessMatch {
  private static final float SIDE = 0.25f;
  private static final float MIDDLE = 0.5f;
  private static final double MOST = 2;

  /** The energy that the difference leaves of white noise of variance 1: 1 - 2 / 4 + (3 / 8)². */
  private static final double OF_NOISE = 0.640625;

  private SharpnessMatch() {}

  /**
   * Changes a face in place; it is not clipped.
   *
   * @param face the swapped face
   * @param dst the face before, of the same size
   * @param area 1 inside of the mask, else 0
   * @param part 0 for nothing, 1 for the same sharpness
   */
  public static void apply(Planes face, Planes dst, float[] area, float part) {
    for (int c = 0; c < face.channels(); c++) {
      float[] plane = face.plane(c);
      float[] detail = detail(plane, face.width(), face.height());
      float[] finer = detail(detail, face.width(), face.height());
      float[] wanted = detail(dst.plane(c), face.width(), face.height());
      double own = sum(detail, detail, area) - noise(face, c, area);
      double target = sum(wanted, wanted, area) - noise(dst, c, area);
      double change = target - Math.max(0, own);
      float amount = (float) (part * amount(detail, finer, area, change));
      for (int i = 0; i < detail.length; i++) {
        plane[i] += amount * detail[i];
      }
    }
  }

  /** The amount of detail that changes its energy by so much; the nearest one where none does. */
  private static double amount(float[] detail, float[] finer, float[] area, double change) {
    double square = sum(finer, finer, area);
    double half = sum(detail, finer, area);
    if (!(square > 0)) {
      return 0;
    }
    double root = half * half + square * change;
    double amount = (-half + Math.sqrt(Math.max(0, root))) / square;
    return Math.max(-1, Math.min(MOST, amount));
  }

  private static double noise(Planes planes, int channel, float[] area) {
    double sigma = GrainMeter.deviation(planes, channel, area);
    double count = 0;
    for (float inside : area) {
      count += inside;
    }
    return OF_NOISE * sigma * sigma * count;
  }

  private static float[] detail(float[] plane, int width, int height) {
    float[] soft = Sharpen.blurred(plane, width, height, SIDE, MIDDLE);
    for (int i = 0; i < soft.length; i++) {
      soft[i] = plane[i] - soft[i];
    }
    return soft;
  }

  private static double sum(float[] a, float[] b, float[] area) {
    double sum = 0;
    for (int i = 0; i < area.length; i++) {
      sum += area[i] * a[i] * b[i];
    }
    return sum;
  }
}
