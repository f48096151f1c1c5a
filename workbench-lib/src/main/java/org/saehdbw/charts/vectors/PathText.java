package org.saehdbw.charts.vectors;

import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Shapes as the path data of SVG. */
final class PathText {
  private static final int DIGITS = 2;
  private static final int MOST_IN_A_SEGMENT = 6;
  private static final String[] LETTERS = {"M", "L", "Q", "C", "Z"};

  /** How many coordinates each kind of segment has. */
  static final int[] NUMBERS = {2, 2, 4, 6, 0};

  private PathText() {}

  static String of(Shape shape) {
    StringBuilder text = new StringBuilder();
    double[] segment = new double[MOST_IN_A_SEGMENT];
    for (PathIterator path = shape.getPathIterator(null); !path.isDone(); path.next()) {
      int kind = path.currentSegment(segment);
      text.append(LETTERS[kind]);
      for (int i = 0; i < NUMBERS[kind]; i++) {
        text.append(i == 0 ? "" : " ").append(number(segment[i]));
      }
    }
    return text.toString();
  }

  /** Returns a number with at most two digits after the point. */
  static String number(double value) {
    BigDecimal rounded = new BigDecimal(value).setScale(DIGITS, RoundingMode.HALF_UP);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
