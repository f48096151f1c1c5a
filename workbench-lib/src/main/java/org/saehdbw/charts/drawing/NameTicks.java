package org.saehdbw.charts.drawing;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Annotation;
import org.knowm.xchart.style.AxesChartStyler;
import org.saehdbw.charts.vectors.Recorder;

/**
 * Names beside or below an axis, one at each whole number. XChart (3.8.8) puts its own ticks where
 * it likes on an axis of numbers, so they are drawn without colour, as long as the longest name, to
 * keep the room. They must differ from each other, or its search for ticks never ends.
 */
public final class NameTicks extends Annotation {
  private static final int GAP = 7;
  private static final double LINE_HEIGHT = 1.1;

  private final List<String> names;
  private final boolean upright;

  private NameTicks(List<String> names, boolean upright) {
    super(false);
    this.names = List.copyOf(names);
    this.upright = upright;
  }

  /** Writes names beside the y axis at 0, -1, ...: the first on top. */
  static void atLeft(XYChart chart, List<String> names) {
    AxesChartStyler styler = chart.getStyler();
    styler.setYAxisMin(0.5 - names.size()).setYAxisMax(0.5);
    styler.setPlotGridHorizontalLinesVisible(false);
    styler.setYAxisTickLabelsColor(Theme.INVISIBLE).setYAxisTickMarksColor(Theme.INVISIBLE);
    String longest = names.stream().max(Comparator.comparingDouble(Theme::width)).orElse("");
    String kept = longest.substring(0, Math.max(0, longest.length() - 2));
    chart.setCustomYAxisTickLabelsFormatter(value -> kept + value);
    chart.addAnnotation(new NameTicks(names, true));
  }

  /** Writes names below the x axis at 0, 1, ... */
  public static void below(XYChart chart, List<String> names) {
    AxesChartStyler styler = chart.getStyler();
    styler.setXAxisMin(-0.5).setXAxisMax(names.size() - 0.5);
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setXAxisTickLabelsColor(Theme.INVISIBLE).setXAxisTickMarksColor(Theme.INVISIBLE);
    chart.setCustomXAxisTickLabelsFormatter(String::valueOf);
    chart.addAnnotation(new NameTicks(names, false));
  }

  List<String> names() {
    return names;
  }

  @Override
  public void paint(Graphics2D graphics) {
    int left = getXAxisScreenValueForMin();
    int bottom = Math.max(getYAxisScreenValueForMin(), getYAxisScreenValueForMax());
    Font font = Label.font(graphics, Theme.TICK_FONT);
    Rectangle2D all = Label.size(graphics, String.join(" ", names), font);
    for (int i = 0; i < names.size(); i++) {
      List<String> lines =
          upright && graphics instanceof Recorder
              ? WrappedText.lines(names.get(i), font, left - 2.0 * GAP)
              : List.of(names.get(i));
      double above = (lines.size() - 1) / 2.0;
      for (int line = 0; line < lines.size(); line++) {
        Rectangle2D own = Label.size(graphics, lines.get(line), font);
        // As high as the highest name, so that all are on one base line.
        Rectangle2D size =
            new Rectangle2D.Double(own.getX(), all.getY(), own.getWidth(), all.getHeight());
        double down = (line - above) * LINE_HEIGHT * font.getSize2D();
        Rectangle2D box =
            upright
                ? Label.box(left - GAP, getYAxisScreenValue(-i) + down, size, Label.Side.LEFT)
                : Label.box(getXAxisScreenValue(i), bottom + GAP, size, Label.Side.BELOW);
        Label.write(graphics, lines.get(line), font, box, size, Theme.INK);
      }
    }
  }
}
