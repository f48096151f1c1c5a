package org.saehdbw.merging.filters;

import java.util.Arrays;

/**
 * How strong and how coarse the grain of a picture is, from the operator of Immerkaer (1996), which
 * edges and slopes hardly move. The median of its values is taken in the place of their mean, so
 * that the details of a picture count less.
 */
public final class GrainMeter {
  /** The median of the size of a normal value over its deviation. */
  private static final double MEDIAN = 0.6745;

  /** The operator's own gain for white noise. */
  private static final double GAIN = 6;

  private static final int FEWEST = 64;

  private GrainMeter() {}

  /**
   * The deviation of white grain in a channel, in the picture's units; 0 where fewer than 64 places
   * count.
   *
   * @param area a place counts if it is above 0
   */
  static double deviation(Planes planes, int channel, float[] area) {
    return deviation(planes.plane(channel), planes.width(), planes.height(), area);
  }

  static double deviation(float[] plane, int width, int height, float[] area) {
    float[] sizes = new float[width * height];
    int count = 0;
    for (int y = 1; y + 1 < height; y++) {
      for (int x = 1; x + 1 < width; x++) {
        int at = y * width + x;
        if (area[at] > 0) {
          sizes[count++] = Math.abs(operator(plane, at, width));
        }
      }
    }
    if (count < FEWEST) {
      return 0;
    }
    Arrays.sort(sizes, 0, count);
    return sizes[count / 2] / (GAIN * MEDIAN);
  }

  private static float operator(float[] plane, int at, int width) {
    int up = at - width;
    int down = at + width;
    float corners = plane[up - 1] + plane[up + 1] + plane[down - 1] + plane[down + 1];
    float sides = plane[up] + plane[down] + plane[at - 1] + plane[at + 1];
    return 4 * plane[at] - 2 * sides + corners;
  }

  /**
   * Measures grain in the mean of all channels.
   *
   * @param area a place counts if it is above 0
   */
  public static Grain measure(Planes planes, float[] area) {
    float[] mean = mean(planes);
    int width = planes.width();
    double fine = deviation(mean, width, planes.height(), area);
    int halfWidth = width / 2;
    int halfHeight = planes.height() / 2;
    float[] half = new float[halfWidth * halfHeight];
    float[] halfArea = new float[half.length];
    for (int y = 0; y < halfHeight; y++) {
      for (int x = 0; x < halfWidth; x++) {
        int at = 2 * y * width + 2 * x;
        int to = y * halfWidth + x;
        half[to] = (mean[at] + mean[at + 1] + mean[at + width] + mean[at + width + 1]) / 4;
        boolean isWhole =
            area[at] > 0 && area[at + 1] > 0 && area[at + width] > 0 && area[at + width + 1] > 0;
        halfArea[to] = isWhole ? 1 : 0;
      }
    }
    double coarse = deviation(half, halfWidth, halfHeight, halfArea);
    return Grain.of(fine, coarse);
  }

  private static float[] mean(Planes planes) {
    float[] mean = new float[planes.count()];
    for (int c = 0; c < planes.channels(); c++) {
      float[] plane = planes.plane(c);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += plane[i] / planes.channels();
      }
    }
    return mean;
  }
}
