package org.saehdbw.charts;

import java.awt.Color;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.XYChart;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.charts.drawing.Shapes;
import org.saehdbw.charts.drawing.Theme;
import org.saehdbw.runs.queries.SavedFigures;

/** The error of held-out faces against the iteration, a point a save, and that of the mean face. */
public final class HeldOutChart {
  private HeldOutChart() {}

  /**
   * Draws the errors of both sides; those of the mean face are dashed.
   *
   * @param saves in order
   * @return empty where no save was judged
   */
  public static Optional<Figure> of(List<SavedFigures> saves) {
    XYChart chart = Theme.lines("Held-out faces", "iteration", "error", Theme.HEIGHT);
    chart.getStyler().setYAxisMin(0.0);
    add(chart, saves, "src", Theme.BLUE);
    add(chart, saves, "dst", Theme.ORANGE);
    return chart.getSeriesMap().isEmpty() ? Optional.empty() : Optional.of(Figure.of(chart));
  }

  private static void add(XYChart chart, List<SavedFigures> saves, String side, Color colour) {
    double[][] error = series(saves, "held_out_" + side + "_error");
    double[][] mean = series(saves, "mean_face_" + side + "_error");
    if (error[0].length > 0) {
      Shapes.curve(chart, side, error[0], error[1], colour, 0);
      Shapes.points(chart, side + ", points", error[0], error[1], colour);
    }
    if (mean[0].length > 0) {
      Shapes.curve(chart, side + ", mean face", mean[0], mean[1], colour, 1);
    }
  }

  private static double[][] series(List<SavedFigures> saves, String figure) {
    List<SavedFigures> known =
        saves.stream().filter(save -> save.byName().containsKey(figure)).toList();
    return new double[][] {
      known.stream().mapToDouble(SavedFigures::iteration).toArray(),
      known.stream().mapToDouble(save -> save.byName().getOrDefault(figure, 0.0)).toArray()
    };
  }
}
