package org.saehdbw.facesets.sorting;

import org.saehdbw.pictures.Picture;

/**
 * Sharpness as the share of edges whose blur is not noticeable: the cumulative probability of blur
 * detection (Narvekar and Karam, "A no-reference image blur metric based on the cumulative
 * probability of blur detection", 2011).
 *
 * <p>Edge widths are measured along rows at places of strong horizontal change; blocks of 64 x 64
 * pixels with hardly an edge do not count, nor does what is left over at the right and below.
 */
public final class CpbdSharpness {
  private static final int BLOCK = 64;
  private static final double EDGES_AT_LEAST = 0.002;
  private static final int LOW_CONTRAST = 50;
  private static final double WIDTH_AT_LOW_CONTRAST = 5;
  private static final double WIDTH = 3;
  private static final double STEEPNESS = 3.6;
  private static final long UNNOTICED_PERCENT = 63;
  private static final int FARTHEST = 100;

  private final double[] gray;
  private final int width;
  private final int height;

  private CpbdSharpness(Picture picture) {
    width = picture.width();
    height = picture.height();
    gray = new double[width * height];
    byte[] pixels = picture.toGray().pixels();
    for (int i = 0; i < gray.length; i++) {
      gray[i] = pixels[i] & 0xFF;
    }
  }

  /**
   * Measures a picture; colour is turned gray first.
   *
   * @return 0 (every edge is blurred, or the picture has no edge, or a side is below 64 pixels) to
   *     1
   */
  public static double of(Picture picture) {
    return new CpbdSharpness(picture).score();
  }

  private double score() {
    boolean[] edges = CannyEdges.find(gray, width, height);
    boolean[] measured = horizontalChange();
    long unnoticed = 0;
    long all = 0;
    for (int top = 0; top + BLOCK <= height; top += BLOCK) {
      for (int left = 0; left + BLOCK <= width; left += BLOCK) {
        if (count(edges, left, top) > EDGES_AT_LEAST * BLOCK * BLOCK) {
          double[] ofWidth = noticedPercent(contrast(left, top));
          for (int y = Math.max(1, top); y < Math.min(height - 1, top + BLOCK); y++) {
            for (int x = Math.max(1, left); x < Math.min(width - 1, left + BLOCK); x++) {
              int wide = measured[y * width + x] ? edgeWidth(x, y) : 0;
              all += wide > 0 ? 1 : 0;
              unnoticed += wide > 0 && ofWidth[wide] <= UNNOTICED_PERCENT ? 1 : 0;
            }
          }
        }
      }
    }
    return all == 0 ? 0 : (double) unnoticed / all;
  }

  private int count(boolean[] edges, int left, int top) {
    int count = 0;
    for (int y = top; y < top + BLOCK; y++) {
      for (int x = left; x < left + BLOCK; x++) {
        count += edges[y * width + x] ? 1 : 0;
      }
    }
    return count;
  }

  private int contrast(int left, int top) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int y = top; y < top + BLOCK; y++) {
      for (int x = left; x < left + BLOCK; x++) {
        least = Math.min(least, gray[y * width + x]);
        most = Math.max(most, gray[y * width + x]);
      }
    }
    return (int) (most - least);
  }

  /** In percent, how likely the blur of an edge of each width is noticed at this contrast. */
  private static double[] noticedPercent(int contrast) {
    double unnoticedWidth = contrast <= LOW_CONTRAST ? WIDTH_AT_LOW_CONTRAST : WIDTH;
    double[] percent = new double[2 * FARTHEST + 3];
    for (int wide = 0; wide < percent.length; wide++) {
      double chance = 1 - Math.exp(-Math.pow(wide / unnoticedWidth, STEEPNESS));
      percent[wide] = Math.rint(100 * chance);
    }
    return percent;
  }

  /** Where Sobel's horizontal derivative is strong and above both neighbours of a row or column. */
  private boolean[] horizontalChange() {
    double[] squared = new double[gray.length];
    double sum = 0;
    for (int y = 0; y < height; y++) {
      int above = Math.max(0, y - 1) * width;
      int here = y * width;
      int below = Math.min(height - 1, y + 1) * width;
      for (int x = 0; x < width; x++) {
        int l = Math.max(0, x - 1);
        int r = Math.min(width - 1, x + 1);
        double change =
            (gray[above + r] - gray[above + l])
                + 2 * (gray[here + r] - gray[here + l])
                + (gray[below + r] - gray[below + l]);
        squared[here + x] = change * change / 64;
        sum += squared[here + x];
      }
    }
    double threshold = 2 * Math.sqrt(sum / squared.length);
    for (int i = 0; i < squared.length; i++) {
      squared[i] = squared[i] <= threshold ? 0 : squared[i];
    }
    return peaks(squared);
  }

  private boolean[] peaks(double[] v) {
    boolean[] peak = new boolean[v.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int p = y * width + x;
        boolean inRow = v[p] > (x > 0 ? v[p - 1] : 0) && v[p] > (x < width - 1 ? v[p + 1] : 0);
        boolean inColumn =
            v[p] > (y > 0 ? v[p - width] : 0) && v[p] > (y < height - 1 ? v[p + width] : 0);
        peak[p] = inRow || inColumn;
      }
    }
    return peak;
  }

  /**
   * The steps over which a row keeps rising or falling through an inner pixel; 0 off upright edges.
   */
  private int edgeWidth(int x, int y) {
    int p = y * width + x;
    double sidewards = gray[p + 1] - gray[p - 1];
    double downwards = gray[p + width] - gray[p - width];
    double angle = sidewards == 0 ? 0 : Math.toDegrees(Math.atan2(downwards, sidewards));
    double eighths = Math.rint(angle / 45);
    if (eighths == 0) {
      return steps(x, y, -1, -1) + steps(x, y, 1, 1);
    }
    return Math.abs(eighths) == 4 ? steps(x, y, -1, 1) + steps(x, y, 1, -1) : 0;
  }

  /** Counts the steps to one side while values change in one direction. */
  private int steps(int x, int y, int side, int rising) {
    int steps = 0;
    while (steps < FARTHEST) {
      int inner = x + side * (1 + steps);
      int outer = inner + side;
      if (outer < 0
          || outer >= width
          || rising * (gray[y * width + outer] - gray[y * width + inner]) <= 0) {
        break;
      }
      steps++;
    }
    return 1 + steps;
  }
}
