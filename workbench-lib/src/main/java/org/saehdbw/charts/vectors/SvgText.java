package org.saehdbw.charts.vectors;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.AffineTransform;
import java.util.Locale;

/** The attributes of SVG that say how a mark looks. */
final class SvgText {
  private static final String[] CAPS = {"butt", "round", "square"};
  private static final String[] JOINS = {"miter", "round", "bevel"};
  private static final int FULL = 255;

  private SvgText() {}

  static String colour(String attribute, Color colour) {
    String text =
        String.format(Locale.ROOT, " %s=\"#%06x\"", attribute, colour.getRGB() & 0xFFFFFF);
    return colour.getAlpha() == FULL
        ? text
        : text
            + String.format(
                Locale.ROOT,
                " %s-opacity=\"%s\"",
                attribute,
                PathText.number(colour.getAlpha() / (double) FULL));
  }

  static String stroke(Mark.Stroked mark) {
    BasicStroke stroke = mark.stroke();
    StringBuilder text = new StringBuilder(colour("stroke", mark.colour()));
    text.append(" stroke-width=\"").append(PathText.number(stroke.getLineWidth())).append('"');
    if (stroke.getEndCap() != BasicStroke.CAP_BUTT) {
      text.append(" stroke-linecap=\"").append(CAPS[stroke.getEndCap()]).append('"');
    }
    if (stroke.getLineJoin() != BasicStroke.JOIN_MITER) {
      text.append(" stroke-linejoin=\"").append(JOINS[stroke.getLineJoin()]).append('"');
    }
    float[] dashes = stroke.getDashArray();
    if (dashes != null) {
      text.append(" stroke-dasharray=\"");
      for (int i = 0; i < dashes.length; i++) {
        text.append(i == 0 ? "" : " ").append(PathText.number(dashes[i]));
      }
      text.append('"');
    }
    return text.toString();
  }

  /** Returns where text is, how large, and how long it must be with any font. */
  static String place(Mark.Words words) {
    AffineTransform at = words.place();
    String x = PathText.number(at.getTranslateX());
    String y = PathText.number(at.getTranslateY());
    double angle = Math.toDegrees(Math.atan2(at.getShearY(), at.getScaleX()));
    String place =
        angle == 0
            ? String.format(Locale.ROOT, " x=\"%s\" y=\"%s\"", x, y)
            : String.format(
                Locale.ROOT,
                " transform=\"translate(%s %s) rotate(%s)\"",
                x,
                y,
                PathText.number(angle));
    return String.format(
        Locale.ROOT,
        "%s font-size=\"%s\" textLength=\"%s\" lengthAdjust=\"spacingAndGlyphs\"",
        place,
        PathText.number(words.size()),
        PathText.number(words.width()));
  }

  /** Characters that XML cannot hold are left out. */
  static String escaped(String words) {
    StringBuilder safe = new StringBuilder();
    words
        .codePoints()
        .filter(c -> c >= ' ' && c != 0xFFFE && c != 0xFFFF && !(c >= 0xD800 && c <= 0xDFFF))
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                default -> safe.appendCodePoint(c);
              }
            });
    return safe.toString();
  }
}
