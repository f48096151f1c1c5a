package org.saehdbw.charts.drawing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.internal.chartpart.Annotation;

/**
 * Names beside the points of a scatter chart, each on the first side where it covers no point and
 * no other name; a name without such a side is left out.
 */
public final class LabelsApart extends Annotation {
  private static final double POINT_REACH = 5;
  private static final int EDGE = 4;
  private static final List<Label.Side> SIDES =
      List.of(
          Label.Side.RIGHT_ABOVE,
          Label.Side.LEFT_BELOW,
          Label.Side.RIGHT,
          Label.Side.LEFT,
          Label.Side.ABOVE,
          Label.Side.BELOW);

  private final List<Named> points;

  /**
   * A point with its name.
   *
   * @param text its name
   * @param x on the x axis
   * @param y on the y axis
   * @param colour of the letters
   */
  public record Named(String text, double x, double y, Color colour) {}

  /** Takes points, those that matter most first: they find their places first. */
  public LabelsApart(List<Named> points) {
    super(false);
    this.points = List.copyOf(points);
  }

  List<Named> points() {
    return points;
  }

  @Override
  public void paint(Graphics2D graphics) {
    List<Rectangle2D> taken = new ArrayList<>();
    for (Named point : points) {
      double x = getXAxisScreenValue(point.x());
      double y = getYAxisScreenValue(point.y());
      taken.add(
          new Rectangle2D.Double(
              x - POINT_REACH, y - POINT_REACH, 2 * POINT_REACH, 2 * POINT_REACH));
    }
    for (Named point : points) {
      Rectangle2D size = Label.size(graphics, point.text(), Label.font(graphics, Theme.LABEL_FONT));
      for (Label.Side side : SIDES) {
        double x = getXAxisScreenValue(point.x());
        Rectangle2D box = Label.box(x, getYAxisScreenValue(point.y()), size, side);
        if (inside(box) && taken.stream().noneMatch(box::intersects)) {
          Label.writeOver(graphics, point.text(), box, size, point.colour());
          taken.add(box);
          break;
        }
      }
    }
  }

  private boolean inside(Rectangle2D box) {
    return box.getMinX() > getXAxisScreenValueForMin()
        && box.getMaxX() < chart.getWidth() - EDGE
        && box.getMinY() > EDGE
        && box.getMaxY() < Math.max(getYAxisScreenValueForMin(), getYAxisScreenValueForMax());
  }
}
