package org.saehdbw.charts.vectors;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A drawing as SVG. Text is text, in Liberation Sans or a font with the same widths; where a
 * machine has none of them, {@code textLength} keeps each line as long as it was laid out.
 */
public final class SvgFile {
  private static final String[] CAPS = {"butt", "round", "square"};
  private static final String[] JOINS = {"miter", "round", "bevel"};
  private static final int FULL = 255;

  private final StringBuilder text = new StringBuilder();
  private final Map<String, String> clips = new LinkedHashMap<>();

  private SvgFile() {}

  /**
   * Returns the bytes of the file.
   *
   * @param unit of the drawing's width and height, such as {@code px} or {@code mm}
   * @param scale how many of these units one of the drawing's is
   */
  public static byte[] of(Drawing drawing, String unit, double scale) {
    SvgFile file = new SvgFile();
    drawing.marks().forEach(file::add);
    String head =
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%s%s\""
                + " height=\"%s%s\" viewBox=\"0 0 %s %s\" font-family=\"%s\">%n<title>%s</title>%n",
            length(drawing.width() * scale),
            unit,
            length(drawing.height() * scale),
            unit,
            length(drawing.width()),
            length(drawing.height()),
            ChartFont.FAMILIES,
            escaped(drawing.title()));
    return (head.replace("\r\n", "\n") + file.definitions() + file.text + "</svg>\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** A page of 85 mm is written as 85, not as 84.99999. */
  private static String length(double value) {
    double rounded = Math.rint(value * 1e4) / 1e4;
    return rounded == Math.rint(rounded) ? String.valueOf((long) rounded) : String.valueOf(rounded);
  }

  private String definitions() {
    StringBuilder all = new StringBuilder();
    clips.forEach(
        (path, name) ->
            all.append("<clipPath id=\"")
                .append(name)
                .append("\"><path d=\"")
                .append(path)
                .append("\"/></clipPath>\n"));
    return all.isEmpty() ? "" : "<defs>\n" + all + "</defs>\n";
  }

  private void add(Mark mark) {
    if (mark instanceof Mark.Filled filled) {
      text.append("<path d=\"").append(PathText.of(filled.shape())).append('"');
      colour("fill", filled.colour());
    } else if (mark instanceof Mark.Stroked stroked) {
      text.append("<path d=\"").append(PathText.of(stroked.shape())).append("\" fill=\"none\"");
      colour("stroke", stroked.colour());
      stroke(stroked.stroke());
    } else if (mark instanceof Mark.Words words) {
      words(words);
      return;
    }
    clip(mark.clip());
    text.append("/>\n");
  }

  private void words(Mark.Words words) {
    AffineTransform at = words.place();
    text.append("<text");
    if (at.getShearY() == 0 && at.getScaleX() == 1) {
      text.append(" x=\"").append(PathText.number(at.getTranslateX())).append('"');
      text.append(" y=\"").append(PathText.number(at.getTranslateY())).append('"');
    } else {
      String angle = PathText.number(Math.toDegrees(Math.atan2(at.getShearY(), at.getScaleX())));
      text.append(" transform=\"translate(")
          .append(PathText.number(at.getTranslateX()))
          .append(' ')
          .append(PathText.number(at.getTranslateY()))
          .append(") rotate(")
          .append(angle)
          .append(")\"");
    }
    text.append(" font-size=\"").append(PathText.number(words.size())).append('"');
    text.append(" textLength=\"").append(PathText.number(words.width())).append('"');
    text.append(" lengthAdjust=\"spacingAndGlyphs\"");
    colour("fill", words.colour());
    clip(words.clip());
    text.append('>').append(escaped(words.text())).append("</text>\n");
  }

  private void colour(String attribute, Color colour) {
    text.append(String.format(Locale.ROOT, " %s=\"#%06x\"", attribute, colour.getRGB() & 0xFFFFFF));
    if (colour.getAlpha() < FULL) {
      text.append(' ')
          .append(attribute)
          .append("-opacity=\"")
          .append(PathText.number(colour.getAlpha() / (double) FULL))
          .append('"');
    }
  }

  private void stroke(BasicStroke stroke) {
    text.append(" stroke-width=\"").append(PathText.number(stroke.getLineWidth())).append('"');
    if (stroke.getEndCap() != BasicStroke.CAP_BUTT) {
      text.append(" stroke-linecap=\"").append(CAPS[stroke.getEndCap()]).append('"');
    }
    if (stroke.getLineJoin() != BasicStroke.JOIN_MITER) {
      text.append(" stroke-linejoin=\"").append(JOINS[stroke.getLineJoin()]).append('"');
    }
    if (stroke.getDashArray() != null) {
      text.append(" stroke-dasharray=\"");
      for (int i = 0; i < stroke.getDashArray().length; i++) {
        text.append(i == 0 ? "" : " ").append(PathText.number(stroke.getDashArray()[i]));
      }
      text.append('"');
    }
  }

  private void clip(@Nullable Shape clip) {
    if (clip != null) {
      String name = clips.computeIfAbsent(PathText.of(clip), path -> "clip" + (clips.size() + 1));
      text.append(" clip-path=\"url(#").append(name).append(")\"");
    }
  }

  /** Characters that XML cannot hold are left out. */
  private static String escaped(String words) {
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
