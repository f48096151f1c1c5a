package org.saehdbw.charts.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.knowm.xchart.internal.chartpart.Annotation;

/**
 * An upright dashed line where each stage of a schedule starts, with its name beside the upper end;
 * a name that would cover the one before is left out. The stage that the chart begins in is marked
 * at its left edge.
 */
public final class StageMarks extends Annotation {
  private static final Color COLOUR = new Color(90, 90, 90);
  private static final BasicStroke DASHED =
      new BasicStroke(
          1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, new float[] {4f, 4f}, 0f);
  private static final int BELOW_TOP = 10;

  /** Pixels between two names at least. */
  private static final int GAP = 6;

  private final Map<String, Double> starts;

  /**
   * Takes the stages in their order.
   *
   * @param starts the place of each stage's start on the x axis, by its name
   */
  public StageMarks(Map<String, Double> starts) {
    super(false);
    this.starts = Collections.unmodifiableMap(new LinkedHashMap<>(starts));
  }

  /** Returns the place of each stage's start by its name. */
  public Map<String, Double> starts() {
    return starts;
  }

  @Override
  public void paint(Graphics2D graphics) {
    double a = getYAxisScreenValueForMin();
    double b = getYAxisScreenValueForMax();
    double top = Math.min(a, b);
    double left = getXAxisScreenValueForMin();
    double right = getXAxisScreenValueForMax();
    double taken = Double.NEGATIVE_INFINITY;
    for (Map.Entry<String, Double> start : shown(left).entrySet()) {
      double x = start.getValue();
      if (x > right) {
        continue;
      }
      graphics.setColor(COLOUR);
      graphics.setStroke(DASHED);
      graphics.draw(new Line2D.Double(x, top, x, Math.max(a, b)));
      Rectangle2D size =
          Label.size(graphics, start.getKey(), Label.font(graphics, Theme.LABEL_FONT));
      Rectangle2D box = Label.box(x, top + BELOW_TOP, size, Label.Side.RIGHT);
      if (box.getMinX() > taken + GAP && box.getMaxX() < chart.getWidth()) {
        Label.writeOver(graphics, start.getKey(), box, size, COLOUR);
        taken = box.getMaxX();
      }
    }
  }

  /** The places on the screen; of the stages that began left of the chart, only the last one. */
  private Map<String, Double> shown(double left) {
    Map<String, Double> shown = new LinkedHashMap<>();
    for (Map.Entry<String, Double> start : starts.entrySet()) {
      double x = getXAxisScreenValue(start.getValue());
      if (x <= left) {
        shown.clear();
      }
      shown.put(start.getKey(), Math.max(left, x));
    }
    return shown;
  }
}
