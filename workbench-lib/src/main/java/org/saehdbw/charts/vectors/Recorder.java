package org.saehdbw.charts.vectors;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Image;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.ImageObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Notes what is drawn on it. What is drawn as the outline of a text becomes text again if the text
 * was laid out with a font of {@link #font}.
 */
public final class Recorder extends VectorGraphics2D {
  /** In pixels. */
  private static final double TOGETHER = 1e-6;

  private final List<Mark> marks = new ArrayList<>();
  private final TextFinder texts = new TextFinder();
  private final boolean keepsText;
  private final double size;
  private boolean keepsColour;
  private @Nullable Path2D curve;
  private Mark.@Nullable Stroked curveMark;

  /**
   * Starts with nothing noted.
   *
   * @param keepsText whether text stays text; otherwise it becomes outlines in the machine's own
   *     font, which has letters that {@link ChartFont} lacks
   * @param size of all letters in pixels, or 0 for the sizes that are asked for
   */
  public Recorder(boolean keepsText, double size) {
    this.keepsText = keepsText;
    this.size = size;
  }

  /** Returns the font to draw with in place of another. */
  public Font font(Font other) {
    double own = size > 0 ? size : other.getSize2D();
    return keepsText ? texts.font(own) : other.deriveFont((float) own);
  }

  /** Notes what {@code drawing} draws as having the same colour on white and dark pages. */
  public void keepColour(Runnable drawing) {
    keepsColour = true;
    try {
      drawing.run();
    } finally {
      keepsColour = false;
    }
  }

  /** Returns what was drawn, in its order. */
  public List<Mark> marks() {
    return List.copyOf(marks);
  }

  /**
   * Whether a text that was laid out had letters that {@link ChartFont} lacks, such as Chinese
   * ones; they were drawn as empty boxes.
   */
  public boolean lacksLetters() {
    return texts.incomplete();
  }

  @Override
  public void fill(Shape shape) {
    if (!isSeen() || shape.getPathIterator(null).isDone()) {
      return;
    }
    Optional<TextFinder.Found> text = keepsText ? texts.find(shape) : Optional.empty();
    if (text.isEmpty()) {
      marks.add(
          new Mark.Filled(
              getTransform().createTransformedShape(shape), keepsColour, getColor(), area()));
      return;
    }
    AffineTransform place = getTransform();
    place.concatenate(text.get().place());
    String words = text.get().text();
    double letters = text.get().size();
    double width = ChartFont.width(words, letters);
    marks.add(new Mark.Words(words, place, letters, width, keepsColour, getColor(), area()));
  }

  @Override
  public void draw(Shape shape) {
    if (!isSeen()) {
      return;
    }
    if (getStroke() instanceof BasicStroke stroke) {
      if (stroke.getLineWidth() > 0 && !continues(shape, stroke)) {
        Path2D path = new Path2D.Double(shape, getTransform());
        Mark.Stroked mark = new Mark.Stroked(path, stroke, getColor(), area());
        marks.add(mark);
        if (shape instanceof Line2D) {
          curve = path;
          curveMark = mark;
        }
      }
    } else {
      fill(getStroke().createStrokedShape(shape));
    }
  }

  /**
   * Adds a line that starts where the last one ended to it. XChart (3.8.8) draws a curve as many
   * lines, each of which starts its dashes again: between points that are close together a dashed
   * curve looks whole.
   */
  private boolean continues(Shape shape, BasicStroke stroke) {
    if (!(shape instanceof Line2D line) || curve == null || curveMark == null) {
      return false;
    }
    Point2D start = getTransform().transform(line.getP1(), null);
    boolean isSame =
        curveMark.stroke().equals(stroke)
            && curveMark.colour().equals(getColor())
            && curve.getCurrentPoint().distance(start) < TOGETHER
            && Objects.equals(bounds(curveMark.clip()), bounds(area()));
    if (isSame) {
      Point2D end = getTransform().transform(line.getP2(), null);
      curve.lineTo(end.getX(), end.getY());
    }
    return isSame;
  }

  private static @Nullable Rectangle2D bounds(@Nullable Shape area) {
    return area == null ? null : area.getBounds2D();
  }

  @Override
  public void drawString(String text, float x, float y) {
    fill(
        new TextLayout(text, getFont(), getFontRenderContext())
            .getOutline(AffineTransform.getTranslateInstance(x, y)));
  }

  @Override
  public void drawGlyphVector(GlyphVector glyphs, float x, float y) {
    fill(glyphs.getOutline(x, y));
  }

  /**
   * Refuses pictures.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public boolean drawImage(
      Image image,
      int x,
      int y,
      int width,
      int height,
      @Nullable Color background,
      @Nullable ImageObserver observer) {
    throw new UnsupportedOperationException("a vector picture of a chart cannot hold an image");
  }

  /** On a screen whole pixels keep equal letters equal. */
  @Override
  public FontRenderContext getFontRenderContext() {
    return keepsText ? ChartFont.CONTEXT : ChartFont.ROUNDED;
  }

  /** XChart's ticks that only keep room are drawn without colour: they would be found as text. */
  private boolean isSeen() {
    return getColor().getAlpha() > 0;
  }

  private @Nullable Shape area() {
    Shape clip = getClip();
    return clip == null ? null : getTransform().createTransformedShape(clip);
  }
}
