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
  private static final Pattern IBUG = Pattern.compile("\\s*(version|n_points)\\s*:.*");
  private static final Pattern COMMENT = Pattern.compile("(?m)^[ \\t]*(#|//).*$");
  private static final Pattern REMARK = Pattern.compile("\\s#.*");
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
    // A comment may contain braces. It keeps its line, so that messages name the right one.
    String bare = COMMENT.matcher(text).replaceAll("");
    int first = bare.indexOf('{');
    int end = bare.lastIndexOf('}');
    if (first < 0 && end < 0) {
      List<Line> lines = lines(bare, 0);
      List<Line> points = withoutHeader(lines, name);
      boolean ibug =
          lines.subList(0, lines.size() - points.size()).stream()
              .anyMatch(line -> IBUG.matcher(line.text()).matches());
      return pixels(LandmarkTable.parse(points, comments(text), name), ibug ? 1 : 0, name);
    }
    if (first < 0 || end < first || bare.indexOf('{', first + 1) >= 0) {
      throw new FaceFileException(
          name + " must have the points of one face between one { and one }");
    }
    withoutHeader(lines(bare.substring(0, first), 0), name);
    requireNothing(bare.substring(end + 1), name);
    int before = bare.substring(0, first).split("\\R", -1).length - 1;
    List<Line> points = lines(bare.substring(first + 1, end), before);
    return pixels(LandmarkTable.parse(points, comments(text), name), 1, name);
  }

  private static void requireNothing(String rest, String name) throws FaceFileException {
    if (!rest.isBlank()) {
      throw new FaceFileException(
          name
              + " must end with the }, got "
              + LandmarkTable.shown(rest.strip().lines().findFirst().orElse("")));
    }
  }

  /** What the comments say, without their marks: one of them may name the columns. */
  private static List<String> comments(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> line.startsWith("#"))
        .map(line -> line.substring(1).strip())
        .toList();
  }

  /** The lines that hold something; {@code before} lines stand before the text. */
  private static List<Line> lines(String text, int before) {
    List<Line> lines = new ArrayList<>();
    List<String> all = text.lines().toList();
    for (int i = 0; i < all.size(); i++) {
      String line = REMARK.matcher(all.get(i)).replaceFirst("").strip();
      if (!line.isEmpty()) {
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
    if (count == 0) {
      return new FaceFileException(name + " holds no points; it must hold the 68 of iBUG");
    }
    return new FaceFileException(
        String.format(
            Locale.ROOT, "%s has %d points, another template than the 68 of iBUG", name, count));
  }

  /** Refuses points that were not found: programs write them all as 0 0 or as -1 -1. */
  private static void requireFound(double[] xy, String name) throws FaceFileException {
    for (int missing : new int[] {0, -1}) {
      int count = 0;
      for (int i = 0; i < xy.length; i += 2) {
        count += xy[i] == missing && xy[i + 1] == missing ? 1 : 0;
      }
      if (count > 1) {
        throw new FaceFileException(
            String.format(
                Locale.ROOT,
                "%s has %d points at %d %d, as for points that were not found; all 68 are needed",
                name,
                count,
                missing,
                missing));
      }
    }
  }

  private static Landmarks pixels(double[] xy, int firstPixel, String name)
      throws FaceFileException {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    requireFound(xy, name);
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
