package org.saehdbw.charts.drawing;

import java.util.List;
import org.knowm.xchart.XYChart;

/** A chart whose y axis holds names, the first on top, so that long ones can be read. */
public final class NamedRows {
  private static final int ROW = 44;
  private static final int AROUND = 120;

  /** XChart (3.8.8) places all labels of a lower plot in its middle. */
  private static final int LEAST_ROWS = 2;

  private NamedRows() {}

  /**
   * Returns an empty chart.
   *
   * @param legend pixels that a legend below needs, 0 for none
   */
  public static XYChart chart(String title, String xTitle, List<String> names, int legend) {
    int height = AROUND + legend + ROW * Math.max(LEAST_ROWS, names.size());
    XYChart chart = Theme.lines(title, xTitle, "", height);
    Ticks.numbers(chart);
    NameTicks.atLeft(chart, names);
    chart.getStyler().setLegendVisible(legend > 0);
    return chart;
  }

  /** Returns the place of a row on the y axis. */
  public static double place(int row) {
    return -row;
  }
}
