package org.saehdbw.charts.drawing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.knowm.xchart.internal.chartpart.Chart;
import org.saehdbw.charts.vectors.ChartFont;
import org.saehdbw.charts.vectors.Colours;
import org.saehdbw.charts.vectors.Drawing;
import org.saehdbw.charts.vectors.Recorder;

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
    return rows(columns).stream()
        .mapToInt(row -> row.stream().mapToInt(Chart::getWidth).sum())
        .max()
        .orElseThrow();
  }

  /** Returns the height in pixels: the sum of the rows' heights. */
  public int height() {
    return rows(columns).stream().mapToInt(Figure::height).sum();
  }

  /** Draws the figure as a picture of {@link #width()} x {@link #height()} pixels. */
  public BufferedImage toImage() {
    try {
      return image(record(new Recorder(false, 0))::paint);
    } catch (UnsupportedOperationException e) {
      // A chart of one's own with a picture in it.
      return image(this::paint);
    }
  }

  /** Draws the figure as such a picture for a dark page; one with a picture in it stays light. */
  public BufferedImage toDarkImage() {
    try {
      return image(record(new Recorder(false, 0)).recoloured(Colours::dark)::paint);
    } catch (UnsupportedOperationException e) {
      return image(this::paint);
    }
  }

  private BufferedImage image(Consumer<Graphics2D> drawing) {
    BufferedImage image = new BufferedImage(width(), height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      drawing.accept(graphics);
    } finally {
      graphics.dispose();
    }
    return image;
  }

  /**
   * Draws the figure as shapes and text, in pixels. Text with letters that {@link ChartFont} lacks,
   * such as Chinese ones, becomes outlines.
   */
  public Drawing draw() {
    Recorder recorder = new Recorder(true, 0);
    Drawing drawing = record(recorder);
    return recorder.lacksLetters() ? record(new Recorder(false, 0)) : drawing;
  }

  /**
   * Draws the figure for paper, in points: text has one size, series differ also by dashes, markers
   * and lightness, and as many panels are side by side as have room.
   *
   * @throws IllegalArgumentException if the height is too small
   * @throws UnsupportedOperationException if a chart holds a picture
   */
  public Drawing draw(FigureSize size) {
    return PrintedFigure.draw(this, size);
  }

  /**
   * Writes the figure for paper, such as {@code figure.saveAs(Path.of("loss.pdf"),
   * FigureSize.millimetres(85).points(8))}.
   *
   * @param file its end says what it becomes: {@code .pdf}, {@code .svg} or {@code .png} (300
   *     pixels an inch)
   * @throws IllegalArgumentException if the name of the file ends otherwise, or the height is too
   *     small
   * @throws IOException if the file cannot be written
   */
  public void saveAs(Path file, FigureSize size) throws IOException {
    FigureFile.write(file, draw(size));
  }

  private Drawing record(Recorder recorder) {
    try (Changes changes = new Changes()) {
      panels.forEach(panel -> changes.fonts(panel.getStyler(), recorder));
      recorder.setColor(Color.WHITE);
      recorder.fill(new Rectangle(width(), height()));
      paint(recorder);
    }
    return new Drawing(title(), width(), height(), recorder.marks());
  }

  /** Returns the panels' titles. */
  String title() {
    return panels.stream()
        .map(Chart::getTitle)
        .filter(title -> !title.isBlank())
        .collect(Collectors.joining(", "));
  }

  /** Returns the panels' titles. */
  @Override
  public String toString() {
    return panels.stream().map(Chart::getTitle).collect(Collectors.joining(", ", "chart: ", ""));
  }

  /** Draws all panels at the origin of {@code graphics}, which is left moved down. */
  public void paint(Graphics2D graphics) {
    for (List<Chart<?, ?>> row : rows(columns)) {
      int left = 0;
      for (Chart<?, ?> panel : row) {
        panel.paint(graphics, panel.getWidth(), panel.getHeight());
        graphics.translate(panel.getWidth(), 0);
        left += panel.getWidth();
      }
      graphics.translate(-left, height(row));
    }
  }

  /** Returns the panels in rows. */
  List<List<Chart<?, ?>>> rows(int sideBySide) {
    List<List<Chart<?, ?>>> rows = new ArrayList<>();
    for (int from = 0; from < panels.size(); from += sideBySide) {
      rows.add(panels.subList(from, Math.min(panels.size(), from + sideBySide)));
    }
    return rows;
  }

  private static int height(List<Chart<?, ?>> row) {
    return row.stream().mapToInt(Chart::getHeight).max().orElseThrow();
  }
}
