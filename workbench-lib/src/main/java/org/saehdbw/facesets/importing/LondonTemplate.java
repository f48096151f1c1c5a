package org.saehdbw.facesets.importing;

import java.util.List;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.pictures.FaceFileException;

/**
 * Turns the 189 points of the Face Research Lab London set (DeBruine and Jones, 2017) into the 68
 * that faces are aligned by. The points were drawn with their numbers over photographs of the set
 * to find out which is which; the derived ones were drawn over others to check.
 */
final class LondonTemplate {
  static final int POINTS = 189;

  /** The edge of the face on the picture's left, from beside the eye to the tip of the chin. */
  private static final int[] LEFT_EDGE = {109, 110, 111, 125, 126, 127, 128, 129};

  /** The same on the right. */
  private static final int[] RIGHT_EDGE = {112, 113, 114, 133, 132, 131, 130, 129};

  /** How far down the edge's first stretch the jaw's first point lies; the edge begins above it. */
  private static final double JAW_START = 0.35;

  /** How many of the 68 points are on one side of the chin. */
  private static final int JAW_STEPS = 8;

  /**
   * For points 17 to 67, the template's points whose mean each is; one that stands there twice
   * counts twice.
   */
  private static final int[][] MEANS = {
    // Brows, along their upper edge: image left from outside in, image right from inside out.
    {71},
    {72},
    {73},
    {74, 74, 75},
    {76},
    {77},
    {78, 79, 79},
    {80},
    {81},
    {82},
    // Ridge of the nose, between the template's points on its two sides.
    {50, 56, 51, 57, 51, 57, 51, 57},
    {52, 58},
    {53, 59},
    {54, 60},
    // Base of the nose.
    {63, 64, 65},
    {64, 65, 180, 180},
    {55},
    {69, 70, 181, 181},
    {68, 69, 70},
    // Image-left eye: outer corner, upper lid, inner corner, lower lid.
    {18},
    {19, 19, 20},
    {21},
    {22},
    {29, 30, 30},
    {28, 29},
    // Image-right eye: inner corner, upper lid, outer corner, lower lid.
    {23},
    {24},
    {25, 26, 26},
    {27},
    {32, 33},
    {31, 31, 32},
    // Outer lips, from the left corner over the upper lip and back under the lower.
    {87},
    {88},
    {89},
    {90},
    {91},
    {92},
    {93},
    {108},
    {106, 107, 107},
    {106},
    {105, 105, 106},
    {104},
    // Inner lips, likewise. The corners are between the outer corners and the template's first gap.
    {87, 87, 94, 99},
    {95},
    {96},
    {97},
    {93, 93, 98, 103},
    {102},
    {101},
    {100}
  };

  private LondonTemplate() {}

  /**
   * Reads a {@code .tem} file's lines.
   *
   * @throws FaceFileException if they do not hold the template's 189 points
   */
  static Landmarks parse(List<String> lines, String name) throws FaceFileException {
    if (lines.isEmpty() || !lines.get(0).matches("\\d{1,6}")) {
      throw new FaceFileException(name + " must begin with its count of points");
    }
    int count = Integer.parseInt(lines.get(0));
    if (count != POINTS) {
      throw new FaceFileException(
          name
              + " has "
              + count
              + " points, another template than the 189 of the London set's template");
    }
    List<String> points = lines.stream().skip(1).filter(line -> !line.isEmpty()).toList();
    if (points.size() < POINTS) {
      throw new FaceFileException(name + " ends after " + points.size() + " of its points");
    }
    double[] xy = new double[2 * POINTS];
    for (int i = 0; i < POINTS; i++) {
      String[] parts = points.get(i).split("\\s+", -1);
      try {
        xy[2 * i] = finite(parts[0]);
        xy[2 * i + 1] = finite(parts[1]);
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw new FaceFileException(name + " must have two numbers for point " + i, e);
      }
    }
    return toLandmarks(xy);
  }

  private static double finite(String number) {
    double value = Double.parseDouble(number);
    if (!Double.isFinite(value)) {
      throw new NumberFormatException("not finite");
    }
    return value;
  }

  /** Takes the template's points as x0, y0, x1, y1, ... in pixels counted from 0. */
  static Landmarks toLandmarks(double[] template) {
    double[] xy = new double[2 * Landmarks.COUNT];
    for (int step = 0; step < JAW_STEPS; step++) {
      double part = (double) step / JAW_STEPS;
      alongEdge(template, LEFT_EDGE, part, xy, step);
      alongEdge(template, RIGHT_EDGE, part, xy, 2 * JAW_STEPS - step);
    }
    alongEdge(template, LEFT_EDGE, 1, xy, JAW_STEPS);
    for (int i = 0; i < MEANS.length; i++) {
      int to = 2 * (17 + i);
      for (int point : MEANS[i]) {
        xy[to] += template[2 * point] / MEANS[i].length;
        xy[to + 1] += template[2 * point + 1] / MEANS[i].length;
      }
    }
    return Landmarks.of(xy);
  }

  /** Places a jaw point at a part of an edge's length, measured from the jaw's start. */
  private static void alongEdge(
      double[] template, int[] edge, double part, double[] xy, int jawPoint) {
    double first = length(template, edge, 0);
    double total = 0;
    for (int i = 0; i + 1 < edge.length; i++) {
      total += length(template, edge, i);
    }
    double left = JAW_START * first + part * (total - JAW_START * first);
    int stretch = 0;
    while (stretch + 2 < edge.length && left > length(template, edge, stretch)) {
      left -= length(template, edge, stretch++);
    }
    double t = Math.min(1, left / length(template, edge, stretch));
    for (int axis = 0; axis < 2; axis++) {
      double from = template[2 * edge[stretch] + axis];
      double to = template[2 * edge[stretch + 1] + axis];
      xy[2 * jawPoint + axis] = from + t * (to - from);
    }
  }

  /** The length of an edge's stretch; a tiny one where two points coincide. */
  private static double length(double[] template, int[] edge, int stretch) {
    int a = 2 * edge[stretch];
    int b = 2 * edge[stretch + 1];
    return Math.max(1e-9, Math.hypot(template[b] - template[a], template[b + 1] - template[a + 1]));
  }
}
