package org.saehdbw.charts.vectors;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One shape or one line of words of a drawing. Places are in the drawing's units, y down. */
public sealed interface Mark {
  /** Returns the colour; it may let through what is behind it. */
  Color colour();

  /** Returns the area outside which nothing of it is shown, or null for all of it. */
  @Nullable Shape clip();

  /** Returns the same mark in another colour, if it may have one. */
  Mark recoloured(UnaryOperator<Color> change);

  /**
   * A filled area.
   *
   * @param fixed whether it has the same colour on every page, as text on coloured areas has
   */
  record Filled(Shape shape, boolean fixed, Color colour, @Nullable Shape clip) implements Mark {
    @Override
    public Mark recoloured(UnaryOperator<Color> change) {
      return fixed ? this : new Filled(shape, false, change.apply(colour), clip);
    }
  }

  /** A line along a shape. */
  record Stroked(Shape shape, BasicStroke stroke, Color colour, @Nullable Shape clip)
      implements Mark {
    @Override
    public Mark recoloured(UnaryOperator<Color> change) {
      return new Stroked(shape, stroke, change.apply(colour), clip);
    }
  }

  /**
   * One line of text in {@link ChartFont}.
   *
   * @param place where the start of its base line is, with its rotation
   * @param size of the letters, in the drawing's units
   * @param width of the whole text at that size
   * @param fixed whether it has the same colour on every page, as text on coloured areas has
   */
  record Words(
      String text,
      AffineTransform place,
      double size,
      double width,
      boolean fixed,
      Color colour,
      @Nullable Shape clip)
      implements Mark {
    @Override
    public Mark recoloured(UnaryOperator<Color> change) {
      return fixed ? this : new Words(text, place, size, width, false, change.apply(colour), clip);
    }
  }
}
