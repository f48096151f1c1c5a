package org.saehdbw.charts.drawing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * One chart, or several one above another or in rows, ready to be shown or written.
 *
 * @param panels XChart's charts, row after row from the top, at least one; they stay open to
 *     changes by the caller
 * @param columns how many panels are side by side, at least 1
 */
public record Figure(List<Chart<?, ?>> panels, int columns) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if {@code panels} is empty or {@code columns} is below 1
   */
  public Figure {
    if (panels.isEmpty()) {
      throw new IllegalArgumentException("a figure needs at least one panel, got none");
    }
    if (columns < 1) {
      throw new IllegalArgumentException("a figure needs at least one column, got " + columns);
    }
    panels = List.copyOf(panels);
  }

  /**
   * Makes a figure of panels one above another.
   *
   * @throws IllegalArgumentException if {@code panels} is empty
   */
  public Figure(List<Chart<?, ?>> panels) {
    this(panels, 1);
  }

  /** Returns a figure of one chart. */
  public static Figure of(Chart<?, ?> chart) {
    return new Figure(List.of(chart));
  }

  /** Returns the width in pixels: the widest row's. */
  public int width() {
    return rows().stream()
        .mapToInt(row -> row.stream().mapToInt(Chart::getWidth).sum())
        .max()
        .orElseThrow();
  }

  /** Returns the height in pixels: the sum of the rows' heights. */
  public int height() {
    return rows().stream().mapToInt(Figure::height).sum();
  }

  /** Draws the figure as a picture of {@link #width()} x {@link #height()} pixels. */
  public BufferedImage toImage() {
    BufferedImage image = new BufferedImage(width(), height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      paint(graphics);
    } finally {
      graphics.dispose();
    }
    return image;
  }

  /** Returns the panels' titles. */
  @Override
  public String toString() {
    return panels.stream().map(Chart::getTitle).collect(Collectors.joining(", ", "chart: ", ""));
  }

  /** Draws all panels at the origin of {@code graphics}, which is left moved down. */
  public void paint(Graphics2D graphics) {
    for (List<Chart<?, ?>> row : rows()) {
      int left = 0;
      for (Chart<?, ?> panel : row) {
        panel.paint(graphics, panel.getWidth(), panel.getHeight());
        graphics.translate(panel.getWidth(), 0);
        left += panel.getWidth();
      }
      graphics.translate(-left, height(row));
    }
  }

  private List<List<Chart<?, ?>>> rows() {
    List<List<Chart<?, ?>>> rows = new ArrayList<>();
    for (int from = 0; from < panels.size(); from += columns) {
      rows.add(panels.subList(from, Math.min(panels.size(), from + columns)));
    }
    return rows;
  }

  private static int height(List<Chart<?, ?>> row) {
    return row.stream().mapToInt(Chart::getHeight).max().orElseThrow();
  }
}
