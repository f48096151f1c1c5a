package org.saehdbw.charts.drawing;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import org.knowm.xchart.internal.chartpart.Chart;
import org.saehdbw.charts.vectors.Colours;
import org.saehdbw.charts.vectors.Drawing;
import org.saehdbw.charts.vectors.Mark;
import org.saehdbw.charts.vectors.Recorder;

/** Lays the panels of a figure out on paper: as many side by side as have room. */
final class PrintedFigure {
  private static final int LEAST_PANEL = 270;

  private final Figure figure;
  private final FigureSize size;
  private final boolean keepsText;
  private final int columns;
  private final List<Recorder> recorders = new ArrayList<>();

  private PrintedFigure(Figure figure, FigureSize size, boolean keepsText) {
    this.figure = figure;
    this.size = size;
    this.keepsText = keepsText;
    this.columns = Math.min(figure.columns(), Math.max(1, size.widthPixels() / LEAST_PANEL));
  }

  /** Returns the drawing in points. Text with letters that the font lacks becomes outlines. */
  static Drawing draw(Figure figure, FigureSize size) {
    PrintedFigure printed = new PrintedFigure(figure, size, true);
    Drawing drawing = printed.draw();
    boolean lacksLetters = printed.recorders.stream().anyMatch(Recorder::lacksLetters);
    return lacksLetters ? new PrintedFigure(figure, size, false).draw() : drawing;
  }

  private Drawing draw() {
    List<List<Chart<?, ?>>> rows = figure.rows(columns);
    double[] heights = highest(rows, PrintedPanel::height);
    fit(heights, highest(rows, PrintedPanel::leastHeight));
    List<Mark> marks = new ArrayList<>();
    double top = 0;
    for (int i = 0; i < heights.length; i++) {
      int from = (int) Math.round(top);
      top += heights[i];
      int height = (int) Math.round(top) - from;
      for (int column = 0; column < rows.get(i).size(); column++) {
        PrintedPanel panel = panel(rows.get(i).get(column));
        marks.addAll(panel.draw(column * width(), from, height, isGray()));
      }
    }
    double height = size.heightPixels() > 0 ? exactHeight() : top;
    marks.add(0, paper(height));
    Drawing drawing =
        new Drawing(figure.title(), size.widthPixels(), height, marks).scaled(size.pointsOfPixel());
    return size.look() == FigureSize.Look.DARK_PAGE ? drawing.recoloured(Colours::dark) : drawing;
  }

  private boolean isGray() {
    return size.look() == FigureSize.Look.GRAY_PRINT;
  }

  private double exactHeight() {
    return size.heightMillimetres() / size.widthMillimetres() * size.widthPixels();
  }

  private Mark paper(double height) {
    Rectangle2D page = new Rectangle2D.Double(0, 0, size.widthPixels(), height);
    return new Mark.Filled(page, false, Color.WHITE, null);
  }

  private int width() {
    return size.widthPixels() / columns;
  }

  private double[] highest(List<List<Chart<?, ?>>> rows, ToIntFunction<PrintedPanel> height) {
    return rows.stream()
        .mapToDouble(
            row ->
                row.stream().mapToInt(chart -> height.applyAsInt(panel(chart))).max().orElseThrow())
        .toArray();
  }

  private PrintedPanel panel(Chart<?, ?> chart) {
    Recorder recorder = new Recorder(keepsText, size.letterPixels());
    recorders.add(recorder);
    return new PrintedPanel(chart, recorder, width());
  }

  /** Makes the rows fill the height that was asked for. */
  private void fit(double[] heights, double[] least) {
    if (size.heightPixels() == 0) {
      return;
    }
    double sum = Arrays.stream(heights).sum();
    double needed = 0;
    for (int i = 0; i < heights.length; i++) {
      needed = Math.max(needed, least[i] * sum / heights[i]);
      heights[i] *= size.heightPixels() / sum;
    }
    if (size.heightPixels() < Math.floor(needed)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the height of this figure with letters of %s points must be at least %.0f mm,"
                  + " got %s",
              Ticks.number(size.points()),
              Math.ceil(needed * size.widthMillimetres() / size.widthPixels()),
              Ticks.number(size.heightMillimetres())));
    }
  }
}
