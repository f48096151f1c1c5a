package org.saehdbw.charts.drawing;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import org.knowm.xchart.internal.chartpart.Annotation;
import org.knowm.xchart.style.AxesChartStyler;

/**
 * The numbers beside a logarithmic axis: 1, 2 and 5 of each power of ten, all nine where the axis
 * is short, or the powers alone where it is long. XChart's own (3.8.8) are the powers alone or all
 * nine, which then overlap; they are drawn without colour, so that their room is kept.
 */
final class LogTicks extends Annotation {
  private static final int GAP = 7;
  private static final double SHORT = 8;
  private static final double LONG = 2000;
  private static final int NINE = 9;

  private final boolean upright;
  private final double low;
  private final double high;

  /**
   * Makes the numbers of an axis.
   *
   * @param upright whether it is the y axis
   * @param low the least value drawn, above 0
   * @param high the largest
   */
  LogTicks(boolean upright, double low, double high) {
    super(false);
    this.upright = upright;
    this.low = low;
    this.high = high;
  }

  /** Makes the axis logarithmic, without visible numbers of XChart's. */
  void prepare(AxesChartStyler axes) {
    if (upright) {
      axes.setYAxisLogarithmic(true).setYAxisLogarithmicDecadeOnly(high / low > LONG);
      axes.setYAxisTickLabelsColor(Theme.INVISIBLE).setYAxisDecimalPattern("#,##0.#######");
    } else {
      axes.setXAxisLogarithmic(true).setXAxisLogarithmicDecadeOnly(high / low > LONG);
      axes.setXAxisTickLabelsColor(Theme.INVISIBLE).setXAxisDecimalPattern("#,##0.#######");
    }
  }

  @Override
  public void paint(Graphics2D graphics) {
    int last = (int) Math.ceil(Math.log10(high));
    for (int power = (int) Math.floor(Math.log10(low)) - 1; power <= last; power++) {
      for (int digit = 1; digit <= NINE; digit++) {
        if (isShown(digit)) {
          paint(graphics, digit * Math.pow(10, power));
        }
      }
    }
  }

  private boolean isShown(int digit) {
    double ratio = high / low;
    boolean round = digit == 1 || (ratio <= LONG && (digit == 2 || digit == 5));
    return round || ratio < SHORT;
  }

  private void paint(Graphics2D graphics, double value) {
    Rectangle2D size =
        Label.size(graphics, Ticks.number(value), Label.font(graphics, Theme.TICK_FONT));
    int left = getXAxisScreenValueForMin();
    // XChart names the two ends of the y axis the other way round than those of the x axis.
    int top = Math.min(getYAxisScreenValueForMin(), getYAxisScreenValueForMax());
    int bottom = Math.max(getYAxisScreenValueForMin(), getYAxisScreenValueForMax());
    int at = upright ? getYAxisScreenValue(value) : getXAxisScreenValue(value);
    boolean inside =
        upright ? at <= bottom && at >= top : at >= left && at <= getXAxisScreenValueForMax();
    if (inside) {
      Rectangle2D box =
          upright
              ? Label.box(left - GAP, at, size, Label.Side.LEFT)
              : Label.box(at, bottom + GAP, size, Label.Side.BELOW);
      Label.write(
          graphics,
          Ticks.number(value),
          Label.font(graphics, Theme.TICK_FONT),
          box,
          size,
          Theme.INK);
    }
  }
}
