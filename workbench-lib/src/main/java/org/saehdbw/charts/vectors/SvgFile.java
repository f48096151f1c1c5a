package org.saehdbw.charts.vectors;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A drawing as SVG. Text is text, in Liberation Sans or a font with the same widths; where a
 * machine has none of them, {@code textLength} keeps each line as long as it was laid out. A shape
 * that is repeated, such as a marker, is written once.
 */
public final class SvgFile {
  private static final int OFTEN = 4;

  private final StringBuilder definitions = new StringBuilder();
  private final Map<String, String> clips = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<String, String> shapes = new LinkedHashMap<>();

  private SvgFile() {}

  /** An element without its end, and the attributes that neighbours may share. */
  private record Element(String start, String shared, String end) {}

  /**
   * Returns the bytes of the file.
   *
   * @param unit of the drawing's width and height, such as {@code px} or {@code mm}
   * @param scale how many of these units one of the drawing's is
   */
  public static byte[] of(Drawing drawing, String unit, double scale) {
    return new SvgFile().text(drawing, unit, scale).getBytes(StandardCharsets.UTF_8);
  }

  private String text(Drawing drawing, String unit, double scale) {
    for (Mark mark : drawing.marks()) {
      if (mark instanceof Mark.Filled filled) {
        counts.merge(PathText.of(atOrigin(filled.shape())), 1, Integer::sum);
      }
    }
    List<Element> elements = new ArrayList<>();
    drawing.marks().forEach(mark -> elements.add(element(mark)));
    String head =
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%s%s\""
                + " height=\"%s%s\" viewBox=\"0 0 %s %s\" font-family=\"%s\">\n<title>%s</title>\n",
            length(drawing.width() * scale),
            unit,
            length(drawing.height() * scale),
            unit,
            length(drawing.width()),
            length(drawing.height()),
            ChartFont.FAMILIES,
            SvgText.escaped(drawing.title()));
    String defined = definitions.isEmpty() ? "" : "<defs>\n" + definitions + "</defs>\n";
    return head + defined + grouped(elements) + "</svg>\n";
  }

  /** Neighbours with the same colour, line and clip are in one group that has these. */
  private static String grouped(List<Element> elements) {
    StringBuilder text = new StringBuilder();
    for (int from = 0; from < elements.size(); ) {
      String shared = elements.get(from).shared();
      int to = from + 1;
      while (to < elements.size() && elements.get(to).shared().equals(shared)) {
        to++;
      }
      boolean isGroup = to - from > 1;
      text.append(isGroup ? "<g" + shared + ">\n" : "");
      for (Element element : elements.subList(from, to)) {
        text.append(element.start()).append(isGroup ? "" : shared).append(element.end());
      }
      text.append(isGroup ? "</g>\n" : "");
      from = to;
    }
    return text.toString();
  }

  /** A page of 85 mm is written as 85, not as 84.99999. */
  private static String length(double value) {
    double rounded = Math.rint(value * 1e4) / 1e4;
    return rounded == Math.rint(rounded) ? String.valueOf((long) rounded) : String.valueOf(rounded);
  }

  private Element element(Mark mark) {
    String clip = clip(mark.clip());
    if (mark instanceof Mark.Filled filled) {
      return new Element(
          filled(filled.shape()), SvgText.colour("fill", filled.colour()) + clip, "/>\n");
    }
    if (mark instanceof Mark.Stroked stroked) {
      return new Element(
          "<path d=\"" + PathText.of(stroked.shape()) + '"',
          " fill=\"none\"" + SvgText.stroke(stroked) + clip,
          "/>\n");
    }
    Mark.Words words = (Mark.Words) mark;
    return new Element(
        "<text" + SvgText.place(words),
        SvgText.colour("fill", words.colour()) + clip,
        ">" + SvgText.escaped(words.text()) + "</text>\n");
  }

  private String filled(Shape shape) {
    String path = PathText.of(atOrigin(shape));
    if (counts.getOrDefault(path, 0) < OFTEN) {
      return "<path d=\"" + PathText.of(shape) + '"';
    }
    String name =
        shapes.computeIfAbsent(path, key -> define("path", "shape" + (shapes.size() + 1), key));
    Rectangle2D bounds = shape.getBounds2D();
    return String.format(
        Locale.ROOT,
        "<use href=\"#%s\" x=\"%s\" y=\"%s\"",
        name,
        PathText.number(bounds.getX()),
        PathText.number(bounds.getY()));
  }

  private static Shape atOrigin(Shape shape) {
    Rectangle2D bounds = shape.getBounds2D();
    return AffineTransform.getTranslateInstance(-bounds.getX(), -bounds.getY())
        .createTransformedShape(shape);
  }

  private String clip(@Nullable Shape clip) {
    if (clip == null) {
      return "";
    }
    String name =
        clips.computeIfAbsent(
            PathText.of(clip), path -> define("clipPath", "clip" + (clips.size() + 1), path));
    return " clip-path=\"url(#" + name + ")\"";
  }

  private String define(String kind, String name, String path) {
    definitions.append(
        kind.equals("clipPath")
            ? "<clipPath id=\"" + name + "\"><path d=\"" + path + "\"/></clipPath>\n"
            : "<path id=\"" + name + "\" d=\"" + path + "\"/>\n");
    return name;
  }
}
