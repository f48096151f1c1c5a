package org.saehdbw.charts.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import org.knowm.xchart.internal.chartpart.Annotation;
import org.saehdbw.charts.vectors.Recorder;

/** A few words beside a place of a chart; XChart's own can only be centred on it. */
public final class Label extends Annotation {
  /** The side of the place for the text. */
  public enum Side {
    LEFT,
    RIGHT,
    ABOVE,
    BELOW,
    RIGHT_ABOVE,
    LEFT_BELOW,
    ON
  }

  private static final int GAP = 6;
  private static final Color RIM = new Color(255, 255, 255, 225);
  private static final BasicStroke RIM_STROKE =
      new BasicStroke(3.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

  private final String text;
  private final double x;
  private final double y;
  private final Side side;
  private final Color colour;
  private final double room;

  /**
   * Makes a label.
   *
   * @param x place on the x axis, in its values
   * @param y place on the y axis, in its values
   */
  public Label(String text, double x, double y, Side side, Color colour) {
    this(text, x, y, side, colour, Double.POSITIVE_INFINITY);
  }

  private Label(String text, double x, double y, Side side, Color colour, double room) {
    super(false);
    this.room = room;
    this.text = text;
    this.x = x;
    this.y = y;
    this.side = side;
    this.colour = colour;
  }

  /**
   * Returns a label on a box, which is left out where the box is drawn too narrow for it.
   *
   * @param from left end of the box on the x axis, in its values
   * @param to right end
   * @param y place on the y axis, in its values
   */
  public static Label within(String text, double from, double to, double y, Color colour) {
    return new Label(text, (from + to) / 2, y, Side.ON, colour, to - from);
  }

  String text() {
    return text;
  }

  @Override
  public void paint(Graphics2D graphics) {
    Font font = font(graphics, Theme.LABEL_FONT);
    Rectangle2D size = size(graphics, text, font);
    if (!fits(size.getWidth())) {
      return;
    }
    Rectangle2D box = box(getXAxisScreenValue(x), getYAxisScreenValue(y), size, side);
    if (side == Side.ON && graphics instanceof Recorder recorder) {
      recorder.keepColour(() -> write(graphics, text, font, box, size, colour));
    } else if (side == Side.ON) {
      write(graphics, text, font, box, size, colour);
    } else {
      writeOver(graphics, text, box, size, colour);
    }
  }

  private boolean fits(double width) {
    boolean isFree = Double.isInfinite(room);
    return isFree
        || width + GAP <= getXAxisScreenValue(x + room / 2) - getXAxisScreenValue(x - room / 2);
  }

  /** Returns the font to write with in place of one of the theme's. */
  static Font font(Graphics2D graphics, Font theme) {
    return graphics instanceof Recorder recorder ? recorder.font(theme) : theme;
  }

  /** Returns the outline of a text whose line begins at 0, 0. */
  static Rectangle2D size(Graphics2D graphics, String text, Font font) {
    return new TextLayout(text, font, graphics.getFontRenderContext()).getBounds();
  }

  /** Returns the box of a text on a side of a place on the screen. */
  static Rectangle2D box(double x, double y, Rectangle2D size, Side side) {
    double width = size.getWidth();
    double height = size.getHeight();
    double left =
        switch (side) {
          case LEFT, LEFT_BELOW -> x - GAP - width;
          case RIGHT, RIGHT_ABOVE -> x + GAP;
          default -> x - width / 2;
        };
    double top =
        switch (side) {
          case ABOVE, RIGHT_ABOVE -> y - GAP - height;
          case BELOW, LEFT_BELOW -> y + GAP;
          default -> y - height / 2;
        };
    return new Rectangle2D.Double(left, top, width, height);
  }

  /** Writes with a white rim, so that lines behind the letters do not cross them. */
  static void writeOver(
      Graphics2D graphics, String text, Rectangle2D box, Rectangle2D size, Color colour) {
    graphics.setColor(RIM);
    graphics.setStroke(RIM_STROKE);
    Font font = font(graphics, Theme.LABEL_FONT);
    graphics.draw(outline(graphics, text, font, box, size));
    write(graphics, text, font, box, size, colour);
  }

  /** Fills the letters' outlines, so that they look alike with any fonts. */
  static void write(
      Graphics2D graphics,
      String text,
      Font font,
      Rectangle2D box,
      Rectangle2D size,
      Color colour) {
    graphics.setColor(colour);
    graphics.fill(outline(graphics, text, font, box, size));
  }

  private static Shape outline(
      Graphics2D graphics, String text, Font font, Rectangle2D box, Rectangle2D size) {
    AffineTransform there =
        AffineTransform.getTranslateInstance(box.getX() - size.getX(), box.getY() - size.getY());
    return new TextLayout(text, font, graphics.getFontRenderContext()).getOutline(there);
  }
}
