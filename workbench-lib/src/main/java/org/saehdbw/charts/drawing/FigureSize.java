package org.saehdbw.charts.drawing;

import java.util.Locale;

/**
 * How large a figure is on paper, such as 85 mm wide with letters of 8 points for one column of a
 * journal. All its text has that size.
 *
 * @param widthMillimetres 20 to 1000
 * @param heightMillimetres 20 to 1000, or 0 for what the chart needs
 * @param points the size of all letters, 4 to 72
 * @param look its colours
 */
public record FigureSize(
    double widthMillimetres, double heightMillimetres, double points, Look look) {
  /** The colours of a figure. */
  public enum Look {
    /** Colours on white. */
    COLOURS,
    /** Shades of gray on white, for gray print. */
    GRAY_PRINT,
    /** Lighter colours on a dark page, for slides and dark pages of the web. */
    DARK_PAGE
  }

  /** The size of letters that most journals ask for. */
  public static final double POINTS = 8;

  /** Pixels that {@link Theme} gives to letters beside an axis; so wide a figure must be. */
  static final int LETTERS = 14;

  private static final int LEAST_WIDTH = 240;
  private static final double LEAST = 20;
  private static final double MOST = 1000;
  private static final double LEAST_POINTS = 4;
  private static final double MOST_POINTS = 72;
  private static final double POINTS_IN_A_MILLIMETRE = 72 / 25.4;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of range, or the letters are too large for the
   *     width
   */
  public FigureSize {
    requireRange("the width of a figure", widthMillimetres, LEAST, MOST, "mm");
    if (heightMillimetres != 0) {
      requireRange("the height of a figure", heightMillimetres, LEAST, MOST, "mm");
    }
    requireRange("letters of a figure", points, LEAST_POINTS, MOST_POINTS, "points");
    double most = widthMillimetres * POINTS_IN_A_MILLIMETRE * LETTERS / LEAST_WIDTH;
    if (points > most) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a figure of %s mm has room for letters of at most %.1f points, got %s",
              Ticks.number(widthMillimetres),
              Math.floor(10 * most) / 10,
              Ticks.number(points)));
    }
  }

  /** Returns a width in millimetres with letters of 8 points and the height that is needed. */
  public static FigureSize millimetres(double width) {
    return new FigureSize(width, 0, POINTS, Look.COLOURS);
  }

  /** Returns the same size with other letters. */
  public FigureSize points(double size) {
    return new FigureSize(widthMillimetres, heightMillimetres, size, look);
  }

  /**
   * Returns the same size with a fixed height.
   *
   * @param millimetres 20 to 1000
   */
  public FigureSize height(double millimetres) {
    requireRange("the height of a figure", millimetres, LEAST, MOST, "mm");
    return new FigureSize(widthMillimetres, millimetres, points, look);
  }

  /** Returns the same size in shades of gray. */
  public FigureSize inGray() {
    return with(Look.GRAY_PRINT);
  }

  /** Returns the same size with light text and lines on a dark page. */
  public FigureSize onDarkPage() {
    return with(Look.DARK_PAGE);
  }

  private FigureSize with(Look other) {
    return new FigureSize(widthMillimetres, heightMillimetres, points, other);
  }

  /** Returns the width in points. */
  double widthPoints() {
    return widthMillimetres * POINTS_IN_A_MILLIMETRE;
  }

  /** Returns the width in whole pixels at which the theme's letters have the size asked for. */
  int widthPixels() {
    return (int) Math.round(widthPoints() * LETTERS / points);
  }

  /** Returns the height in pixels of the same size, or 0 for what the chart needs. */
  int heightPixels() {
    return (int) Math.round(heightMillimetres * POINTS_IN_A_MILLIMETRE / pointsOfPixel());
  }

  /** Returns how many points a pixel is. */
  double pointsOfPixel() {
    return widthPoints() / widthPixels();
  }

  /** Returns the size of letters in pixels. */
  double letterPixels() {
    return points / pointsOfPixel();
  }

  private static void requireRange(
      String what, double value, double low, double high, String unit) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s must be %.0f to %.0f %s, got %s",
              what,
              low,
              high,
              unit,
              Ticks.number(value)));
    }
  }
}
