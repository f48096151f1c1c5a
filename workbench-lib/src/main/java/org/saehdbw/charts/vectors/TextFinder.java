package org.saehdbw.charts.vectors;

import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds which text an outline is: one of those that were laid out with the fonts it gave out,
 * possibly rotated and moved. An outline that none of them fits stays an outline.
 */
final class TextFinder {
  private static final int MOST_IN_A_SEGMENT = 6;

  /** In pixels; outlines hold floats. */
  private static final double TOLERANCE = 0.02;

  private final Map<String, List<Known>> byKinds = new LinkedHashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final Map<Float, TracedFont> fonts = new LinkedHashMap<>();
  private boolean incomplete;

  /** A text with its place: the start of its base line, and its rotation. */
  record Found(String text, AffineTransform place, double size) {}

  private record Known(String text, double size, double[] points) {}

  private record Outline(String kinds, double[] points) {
    static Outline of(Shape shape) {
      StringBuilder kinds = new StringBuilder();
      List<double[]> places = new ArrayList<>();
      double[] segment = new double[MOST_IN_A_SEGMENT];
      for (PathIterator path = shape.getPathIterator(null); !path.isDone(); path.next()) {
        int kind = path.currentSegment(segment);
        kinds.append(kind);
        int points =
            switch (kind) {
              case PathIterator.SEG_CLOSE -> 0;
              case PathIterator.SEG_QUADTO -> 2;
              case PathIterator.SEG_CUBICTO -> 3;
              default -> 1;
            };
        for (int i = 0; i < points; i++) {
          places.add(new double[] {segment[2 * i], segment[2 * i + 1]});
        }
      }
      return new Outline(
          kinds.toString(), places.stream().flatMapToDouble(Arrays::stream).toArray());
    }
  }

  /** Returns the font of charts at a size; texts that are laid out with it will be found. */
  Font font(double size) {
    return fonts.computeIfAbsent(
        (float) size, known -> new TracedFont(ChartFont.at(known), this::note));
  }

  /** Whether a text had letters that the font of charts lacks. */
  boolean incomplete() {
    return incomplete;
  }

  private void note(Font font, String text) {
    double size = font.getSize2D();
    if (text.isBlank() || !seen.add(size + " " + text)) {
      return;
    }
    incomplete |= !ChartFont.has(text);
    // XChart (3.8.8) draws most texts in the context of the graphics, and a few in its own.
    for (FontRenderContext context : List.of(ChartFont.CONTEXT, ChartFont.ROUNDED)) {
      Outline outline =
          Outline.of(new TextLayout(text, ChartFont.at(size), context).getOutline(null));
      if (outline.points().length > 2) {
        byKinds
            .computeIfAbsent(outline.kinds(), kinds -> new ArrayList<>())
            .add(new Known(text, size, outline.points()));
      }
    }
  }

  Optional<Found> find(Shape shape) {
    Outline outline = Outline.of(shape);
    for (Known known : byKinds.getOrDefault(outline.kinds(), List.of())) {
      Optional<AffineTransform> place = move(known.points(), outline.points());
      if (place.isPresent()) {
        return Optional.of(new Found(known.text(), place.get(), known.size()));
      }
    }
    return Optional.empty();
  }

  /** Returns the rotation and shift that move one outline onto another; empty without one. */
  private static Optional<AffineTransform> move(double[] from, double[] to) {
    int far = farthest(from);
    double angle =
        Math.atan2(to[far + 1] - to[1], to[far] - to[0])
            - Math.atan2(from[far + 1] - from[1], from[far] - from[0]);
    double cos = exact(Math.cos(angle));
    double sin = exact(Math.sin(angle));
    AffineTransform move =
        new AffineTransform(
            cos,
            sin,
            -sin,
            cos,
            to[0] - cos * from[0] + sin * from[1],
            to[1] - sin * from[0] - cos * from[1]);
    double[] moved = new double[from.length];
    move.transform(from, 0, moved, 0, from.length / 2);
    for (int i = 0; i < moved.length; i++) {
      if (Math.abs(moved[i] - to[i]) > TOLERANCE) {
        return Optional.empty();
      }
    }
    return Optional.of(move);
  }

  /** Right angles are exact, so that level text is written without a rotation. */
  private static double exact(double part) {
    double whole = Math.rint(part);
    return Math.abs(part - whole) < 1e-3 ? whole : part;
  }

  /** Returns where the point that is farthest from the first one starts. */
  private static int farthest(double[] points) {
    int far = 0;
    double most = 0;
    for (int i = 0; i < points.length; i += 2) {
      double distance = Math.hypot(points[i] - points[0], points[i + 1] - points[1]);
      if (distance > most) {
        most = distance;
        far = i;
      }
    }
    return far;
  }
}
