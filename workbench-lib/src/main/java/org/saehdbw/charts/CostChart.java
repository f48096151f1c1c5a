package org.saehdbw.charts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.knowm.xchart.CategoryChart;
import org.saehdbw.architectures.ModelCost;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.charts.drawing.Theme;
import org.saehdbw.tensors.CostOps;

/** What models cost, part by part, side by side. */
public final class CostChart {
  private static final int MOST_IN_A_LINE = 3;
  private static final double MILLION = 1e6;
  private static final double BILLION = 1e9;

  private CostChart() {}

  /**
   * Draws trained values by part.
   *
   * @param costs one series each, named by the model
   */
  public static Figure parameters(ModelCost... costs) {
    return bars("Parameters", "parameters (million)", MILLION, CostOps.Row::parameters, costs);
  }

  /**
   * Draws the work of one forward pass by part: convolutions and dense layers, two FLOPs for each
   * multiplication with its addition, for the whole batch of both sides.
   *
   * @param costs one series each, named by the model
   */
  public static Figure flops(ModelCost... costs) {
    return bars("One pass forward", "work (GFLOP)", BILLION, CostOps.Row::flops, costs);
  }

  private static Figure bars(
      String title,
      String axis,
      double unit,
      ToLongFunction<CostOps.Row> value,
      ModelCost... costs) {
    CategoryChart chart = Theme.bars(title, "part", axis);
    if (costs.length > MOST_IN_A_LINE) {
      Theme.legendAtRight(chart.getStyler());
    }
    Set<String> parts = new LinkedHashSet<>();
    for (ModelCost cost : costs) {
      parts.addAll(byPart(cost, value).keySet());
    }
    for (int i = 0; i < costs.length; i++) {
      Map<String, Long> own = byPart(costs[i], value);
      List<Double> heights = new ArrayList<>();
      for (String part : parts) {
        heights.add(own.getOrDefault(part, 0L) / unit);
      }
      chart
          .addSeries(costs[i].spec().toString(), List.copyOf(parts), heights)
          .setFillColor(Theme.COLOURS.get(i % Theme.COLOURS.size()));
    }
    return Figure.of(chart);
  }

  /** Sums a figure of the layers by part, in the order of use. */
  public static Map<String, Long> byPart(ModelCost cost, ToLongFunction<CostOps.Row> value) {
    Map<String, Long> parts = new LinkedHashMap<>();
    for (CostOps.Row row : cost.rows()) {
      String part = row.name().substring(0, row.name().indexOf('/'));
      parts.merge(part, value.applyAsLong(row), Long::sum);
    }
    return parts;
  }
}
