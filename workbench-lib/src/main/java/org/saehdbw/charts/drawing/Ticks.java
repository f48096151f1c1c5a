package org.saehdbw.charts.drawing;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.knowm.xchart.XYChart;

/** The labels of an axis: short numbers. */
public final class Ticks {
  private static final double LONG = 1e6;
  private static final double SHORT = 1e-5;
  private static final int LABEL_DIGITS = 4;

  /** Neighbouring ticks must differ even on an axis whose ends nearly agree. */
  private static final int TICK_DIGITS = 7;

  private static final int TICK_SPACING = 74;

  private Ticks() {}

  /** Returns a number with at most four digits that count: 0.0025, 12,000, 3e-7. */
  public static String number(double value) {
    return number(value, LABEL_DIGITS);
  }

  /** Writes numbers beside both axes. */
  public static void numbers(XYChart chart) {
    chart.setCustomXAxisTickLabelsFormatter(value -> number(value, TICK_DIGITS));
    chart.setCustomYAxisTickLabelsFormatter(value -> number(value, TICK_DIGITS));
    chart.getStyler().setXAxisTickMarkSpacingHint(TICK_SPACING);
  }

  private static String number(double value, int digits) {
    if (value == 0 || !Double.isFinite(value)) {
      return value == 0 ? "0" : String.valueOf(value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
    double size = Math.abs(value);
    if (size >= LONG || size < SHORT) {
      int power = rounded.precision() - rounded.scale() - 1;
      return rounded.movePointLeft(power).toPlainString() + "e" + power;
    }
    return String.format(Locale.ROOT, "%,." + Math.max(0, rounded.scale()) + "f", rounded);
  }

  /** Makes the x axis logarithmic; the values drawn go from {@code low} above 0 to {@code high}. */
  public static void logarithmicX(XYChart chart, double low, double high) {
    chart.setCustomXAxisTickLabelsFormatter(null);
    logarithmic(chart, new LogTicks(false, low, high));
  }

  /** Makes the y axis logarithmic; the values drawn go from {@code low} above 0 to {@code high}. */
  public static void logarithmicY(XYChart chart, double low, double high) {
    chart.setCustomYAxisTickLabelsFormatter(null);
    logarithmic(chart, new LogTicks(true, low, high));
  }

  private static void logarithmic(XYChart chart, LogTicks ticks) {
    ticks.prepare(chart.getStyler());
    chart.addAnnotation(ticks);
  }
}
