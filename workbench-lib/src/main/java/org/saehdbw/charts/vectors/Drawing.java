package org.saehdbw.charts.vectors;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A finished picture as a list of marks, later ones on top.
 *
 * @param title for screen readers and for the properties of a file
 * @param width in its own units
 * @param height in its own units
 * @param marks with all places in these units, from the upper left corner down
 */
public record Drawing(String title, double width, double height, List<Mark> marks) {
  /** Copies the list. */
  public Drawing {
    marks = List.copyOf(marks);
  }

  /** Returns the same drawing in other colours; text on coloured areas keeps its own. */
  public Drawing recoloured(UnaryOperator<Color> change) {
    return new Drawing(
        title, width, height, marks.stream().map(mark -> mark.recoloured(change)).toList());
  }

  /** Draws it, text as outlines. */
  public void paint(Graphics2D graphics) {
    for (Mark mark : marks) {
      Shape clip = graphics.getClip();
      if (mark.clip() != null) {
        graphics.clip(mark.clip());
      }
      graphics.setColor(mark.colour());
      if (mark instanceof Mark.Filled filled) {
        graphics.fill(filled.shape());
      } else if (mark instanceof Mark.Stroked stroked) {
        graphics.setStroke(stroked.stroke());
        graphics.draw(stroked.shape());
      } else if (mark instanceof Mark.Words words) {
        graphics.fill(outline(words));
      }
      graphics.setClip(clip);
    }
  }

  private static Shape outline(Mark.Words words) {
    Shape letters =
        ChartFont.at(words.size()).createGlyphVector(ChartFont.CONTEXT, words.text()).getOutline();
    return words.place().createTransformedShape(letters);
  }

  /** Returns the drawing with all its lengths multiplied. */
  public Drawing scaled(double factor) {
    AffineTransform scale = AffineTransform.getScaleInstance(factor, factor);
    return new Drawing(
        title,
        width * factor,
        height * factor,
        marks.stream().map(mark -> scaled(mark, scale, factor)).toList());
  }

  private static Mark scaled(Mark mark, AffineTransform scale, double factor) {
    Shape clip = mark.clip() == null ? null : scale.createTransformedShape(mark.clip());
    if (mark instanceof Mark.Filled filled) {
      return new Mark.Filled(
          scale.createTransformedShape(filled.shape()), filled.fixed(), filled.colour(), clip);
    }
    if (mark instanceof Mark.Stroked stroked) {
      return new Mark.Stroked(
          scale.createTransformedShape(stroked.shape()),
          scaled(stroked.stroke(), (float) factor),
          stroked.colour(),
          clip);
    }
    Mark.Words words = (Mark.Words) mark;
    AffineTransform place = new AffineTransform(words.place());
    place.preConcatenate(scale);
    place.scale(1 / factor, 1 / factor);
    return new Mark.Words(
        words.text(),
        place,
        words.size() * factor,
        words.width() * factor,
        words.fixed(),
        words.colour(),
        clip);
  }

  private static BasicStroke scaled(BasicStroke stroke, float factor) {
    float[] dashes = stroke.getDashArray();
    if (dashes != null) {
      for (int i = 0; i < dashes.length; i++) {
        dashes[i] *= factor;
      }
    }
    return new BasicStroke(
        stroke.getLineWidth() * factor,
        stroke.getEndCap(),
        stroke.getLineJoin(),
        stroke.getMiterLimit(),
        dashes,
        stroke.getDashPhase() * factor);
  }
}
