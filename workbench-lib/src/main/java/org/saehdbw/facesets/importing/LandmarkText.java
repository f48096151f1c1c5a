package org.saehdbw.facesets.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.pictures.FaceFileException;

/**
 * Text with the 68 points of one face, in one of these forms:
 *
 * <ul>
 *   <li>iBUG's and 300-W's: lines {@code key: value}, then the points in braces. This form counts
 *       pixels from 1, so 1 is taken off;
 *   <li>a plain list of points, one a line, or a CSV table ({@link LandmarkTable}), counted from 0;
 *   <li>JSON ({@link LandmarkJson}), counted from 0.
 * </ul>
 */
final class LandmarkText {
  private static final Pattern HEADER = Pattern.compile("\\s*[A-Za-z_ ]+:\\s*\\S*\\s*");
  private static final Pattern COUNT = Pattern.compile("\\s*n_points\\s*:\\s*(\\d{1,6})\\s*");
  private static final Pattern JSON =
      Pattern.compile("\\s*(\\[|\\{\\s*(\"|\\})).*", Pattern.DOTALL);

  /** The largest range of points that are fractions of the picture and not pixels. */
  private static final double FRACTIONS = 2;

  private LandmarkText() {}

  /** A line of a file. */
  record Line(int number, String text) {}

  /**
   * Reads the points, in pixels counted from 0.
   *
   * @throws FaceFileException if these are not 68 points, or the form is not certain
   */
  static Landmarks parse(String text, String name) throws FaceFileException {
    if (JSON.matcher(text).matches()) {
      return pixels(LandmarkJson.parse(text, name), 0, name);
    }
    int first = text.indexOf('{');
    int end = text.lastIndexOf('}');
    if (first < 0 && end < 0) {
      List<Line> lines = lines(text, 0);
      List<Line> points = withoutHeader(lines, name);
      return pixels(LandmarkTable.parse(points, name), points.size() < lines.size() ? 1 : 0, name);
    }
    if (first < 0 || end < first || text.indexOf('{', first + 1) >= 0) {
      throw new FaceFileException(
          name + " must have the points of one face between one { and one }");
    }
    withoutHeader(lines(text.substring(0, first), 0), name);
    int before = (int) text.substring(0, first).chars().filter(c -> c == '\n').count();
    return pixels(
        LandmarkTable.parse(lines(text.substring(first + 1, end), before), name), 1, name);
  }

  /** The lines that hold something; {@code before} lines stand before the text. */
  private static List<Line> lines(String text, int before) {
    List<Line> lines = new ArrayList<>();
    List<String> all = text.lines().toList();
    for (int i = 0; i < all.size(); i++) {
      String line = all.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        lines.add(new Line(before + i + 1, line));
      }
    }
    return lines;
  }

  /** Drops iBUG's {@code key: value} lines, and checks their count of points. */
  private static List<Line> withoutHeader(List<Line> lines, String name) throws FaceFileException {
    int first = 0;
    while (first < lines.size() && HEADER.matcher(lines.get(first).text()).matches()) {
      Matcher count = COUNT.matcher(lines.get(first).text());
      if (count.matches() && Integer.parseInt(count.group(1)) != Landmarks.COUNT) {
        throw wrongCount(name, Integer.parseInt(count.group(1)));
      }
      first++;
    }
    return lines.subList(first, lines.size());
  }

  static FaceFileException wrongCount(String name, int count) {
    return new FaceFileException(
        String.format(
            Locale.ROOT, "%s has %d points, another template than the 68 of iBUG", name, count));
  }

  private static Landmarks pixels(double[] xy, int firstPixel, String name)
      throws FaceFileException {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < xy.length; i++) {
      least = Math.min(least, xy[i]);
      most = Math.max(most, xy[i]);
      xy[i] -= firstPixel;
    }
    if (most - least <= FRACTIONS) {
      throw new FaceFileException(
          String.format(
              Locale.ROOT,
              "%s has all points between %s and %s; points must be in pixels, not parts of the"
                  + " picture",
              name,
              least,
              most));
    }
    return Landmarks.of(xy);
  }
}
