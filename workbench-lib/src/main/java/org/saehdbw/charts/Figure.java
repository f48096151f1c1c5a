package org.saehdbw.charts;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.Collectors;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * One chart, or several one above another, ready to be shown or written.
 *
 * @param panels XChart's charts from the top, at least one; they stay open to changes by the caller
 */
public record Figure(List<Chart<?, ?>> panels) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there is no panel
   */
  public Figure {
    if (panels.isEmpty()) {
      throw new IllegalArgumentException("a figure needs at least one panel, got none");
    }
    panels = List.copyOf(panels);
  }

  /** Returns a figure of one chart. */
  public static Figure of(Chart<?, ?> chart) {
    return new Figure(List.of(chart));
  }

  /** Returns the width in pixels: the widest panel's. */
  public int width() {
    return panels.stream().mapToInt(Chart::getWidth).max().orElseThrow();
  }

  /** Returns the height in pixels: the sum of the panels' heights. */
  public int height() {
    return panels.stream().mapToInt(Chart::getHeight).sum();
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
  void paint(Graphics2D graphics) {
    for (Chart<?, ?> panel : panels) {
      panel.paint(graphics, panel.getWidth(), panel.getHeight());
      graphics.translate(0, panel.getHeight());
    }
  }
}
