package org.saehdbw.facesets.importing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.pictures.FaceFileException;

/**
 * 68 points in rows: {@code x y}, or {@code index x y} where the index runs from 0 to 67 or from 1
 * to 68. Columns are separated by spaces, tabs, commas or semicolons. A header may name the columns
 * {@code x} and {@code y}; then further columns are passed over. A first row with the count of
 * points alone is allowed. A comment may be the header.
 */
final class LandmarkTable {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
  private static final Pattern SPACED = Pattern.compile("[-+]?\\d+\\s+[-+]?\\d+");

  private static final List<String> INDEX_NAMES =
      List.of("", "index", "idx", "i", "id", "n", "no", "nr", "#", "point", "landmark");

  private final String name;
  private final List<String[]> rows = new ArrayList<>();
  private final List<Integer> lines = new ArrayList<>();
  private String @Nullable [] header;

  private LandmarkTable(String name) {
    this.name = name;
  }

  /**
   * Reads the points as x0, y0, x1, y1, ...
   *
   * @param comments the file's comments, of which one may be the header
   * @throws FaceFileException if these are not 68 points, or it is not certain which columns are x
   *     and y
   */
  static double[] parse(List<LandmarkText.Line> lines, List<String> comments, String name)
      throws FaceFileException {
    LandmarkTable table = new LandmarkTable(name);
    for (LandmarkText.Line line : lines) {
      table.add(line);
    }
    table.dropCount();
    table.nameColumns(comments);
    return table.points();
  }

  /** Takes a comment such as {@code # y x}, as NumPy writes a header, for the header. */
  private void nameColumns(List<String> comments) {
    int columns = header != null || rows.isEmpty() ? 0 : rows.get(0).length;
    for (String comment : comments) {
      String[] cells = LandmarkCells.of(comment);
      if (cells.length == columns && column(cells, "x") >= 0 && column(cells, "y") >= 0) {
        header = cells;
      }
    }
  }

  private void add(LandmarkText.Line line) throws FaceFileException {
    String[] cells = LandmarkCells.of(line.text());
    boolean first = rows.isEmpty() && header == null;
    if (first && Arrays.stream(cells).noneMatch(cell -> NUMBER.matcher(cell).matches())) {
      requireNames(cells, line.number());
      header = cells;
      return;
    }
    rows.add(cells);
    lines.add(line.number());
  }

  /** Refuses a line of words that is no header, such as a damaged first point. */
  private void requireNames(String[] cells, int line) throws FaceFileException {
    if (column(cells, "x") < 0 || column(cells, "y") < 0) {
      throw new FaceFileException(
          String.format(
              Locale.ROOT,
              "%s must have two numbers in line %d, or column names with one x and one y; got %s",
              name,
              line,
              shown(String.join(" ", cells))));
    }
  }

  private double[] points() throws FaceFileException {
    requirePoints();
    if (rows.size() != Landmarks.COUNT) {
      throw LandmarkText.wrongCount(name, rows.size());
    }
    int columns = header != null ? header.length : rows.get(0).length;
    requireColumns(columns);
    int x = header != null ? column(header, "x") : columns - 2;
    int y = header != null ? column(header, "y") : columns - 1;
    int index = header != null ? indexColumn() : columns == 3 ? 0 : -1;
    double[][] values = new double[rows.size()][];
    for (int i = 0; i < values.length; i++) {
      String[] cells = rows.get(i);
      double point = index < 0 ? i : number(cells[index], i);
      values[i] = new double[] {point, number(cells[x], i), number(cells[y], i)};
    }
    return ordered(values, index >= 0);
  }

  /** Refuses 136 numbers that are not in pairs, and commas that may be decimal ones. */
  private void requirePoints() throws FaceFileException {
    int numbers = rows.stream().mapToInt(cells -> cells.length).sum();
    boolean flat = rows.size() == 1 || rows.stream().allMatch(cells -> cells.length == 1);
    if (flat && numbers == 2 * Landmarks.COUNT) {
      throw new FaceFileException(
          name + " has 136 numbers, not in pairs; it must have 68 lines of x y");
    }
    for (int i = 0; i < rows.size(); i++) {
      if (Arrays.stream(rows.get(i)).anyMatch(cell -> SPACED.matcher(cell).matches())) {
        throw new FaceFileException(
            String.format(
                Locale.ROOT,
                "%s has commas and spaces between the digits of line %d; write numbers with a"
                    + " decimal point",
                name,
                lines.get(i)));
      }
    }
  }

  private void requireColumns(int columns) throws FaceFileException {
    for (int i = 0; i < rows.size(); i++) {
      int cells = rows.get(i).length;
      if (cells < 2) {
        throw twoNumbers(i);
      }
      if (cells != columns) {
        throw new FaceFileException(
            String.format(
                Locale.ROOT,
                "%s must have %d columns in every line, got %d in line %d",
                name,
                columns,
                cells,
                lines.get(i)));
      }
    }
    if (columns > 3 && header == null) {
      throw new FaceFileException(
          String.format(
              Locale.ROOT,
              "%s has %d columns without names; it is not certain which are x and y",
              name,
              columns));
    }
  }

  /** Sorts by the index and takes x and y. */
  private double[] ordered(double[][] values, boolean indexed) throws FaceFileException {
    double first = Arrays.stream(values).mapToDouble(row -> row[0]).min().orElse(0);
    double[] xy = new double[2 * Landmarks.COUNT];
    boolean[] seen = new boolean[Landmarks.COUNT];
    for (double[] row : values) {
      double point = row[0] - first;
      boolean one =
          (first == 0 || first == 1)
              && point == Math.rint(point)
              && point >= 0
              && point < Landmarks.COUNT
              && !seen[(int) point];
      if (indexed && !one) {
        throw new FaceFileException(
            name
                + " has a further column that is not an index from 0 to 67 or from 1 to 68; it is"
                + " not certain which columns are x and y");
      }
      seen[(int) point] = true;
      xy[2 * (int) point] = row[1];
      xy[2 * (int) point + 1] = row[2];
    }
    return xy;
  }

  /** Drops a first row that is the count of the others. */
  private void dropCount() {
    if (rows.size() > 1
        && rows.get(0).length == 1
        && rows.get(0)[0].equals(String.valueOf(rows.size() - 1))) {
      rows.remove(0);
      lines.remove(0);
    }
  }

  private double number(String cell, int row) throws FaceFileException {
    if (!NUMBER.matcher(cell).matches()) {
      throw twoNumbers(row);
    }
    double value = Double.parseDouble(cell);
    if (!Double.isFinite(value)) {
      throw twoNumbers(row);
    }
    return value;
  }

  private FaceFileException twoNumbers(int row) {
    return new FaceFileException(name + " must have two numbers in line " + lines.get(row));
  }

  private static int column(String[] names, String wanted) {
    int found = -1;
    for (int i = 0; i < names.length; i++) {
      if (names[i].equalsIgnoreCase(wanted)) {
        if (found >= 0) {
          return -1;
        }
        found = i;
      }
    }
    return found;
  }

  /**
   * The column of the points' numbers under a header: the one that counts the points, whatever its
   * name; otherwise one with an index's name that holds numbers; or -1.
   */
  private int indexColumn() {
    int named = -1;
    for (int i = 0; header != null && i < header.length; i++) {
      boolean other = !header[i].equalsIgnoreCase("x") && !header[i].equalsIgnoreCase("y");
      if (other && counts(i)) {
        return i;
      }
      int column = i;
      if (named < 0
          && INDEX_NAMES.contains(header[i].toLowerCase(Locale.ROOT))
          && rows.stream().allMatch(row -> NUMBER.matcher(row[column]).matches())) {
        named = i;
      }
    }
    return named;
  }

  /** Whether a column holds each number from 0 to 67, or from 1 to 68, once. */
  private boolean counts(int column) {
    Set<Double> seen = new HashSet<>();
    for (String[] row : rows) {
      if (!NUMBER.matcher(row[column]).matches()) {
        return false;
      }
      seen.add(Double.parseDouble(row[column]));
    }
    return IntStream.rangeClosed(0, 1)
        .anyMatch(
            first ->
                seen.equals(
                    IntStream.range(first, first + Landmarks.COUNT)
                        .mapToObj(point -> (double) point)
                        .collect(Collectors.toSet())));
  }

  static String shown(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "..." : text;
  }
}
