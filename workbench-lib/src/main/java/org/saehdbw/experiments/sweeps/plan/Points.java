package org.saehdbw.experiments.sweeps.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.saehdbw.tensors.CounterRandom;

/** The points that an experiment asks for, unchecked. */
public final class Points {
  private static final int MOST = 10_000;
  private static final int DRAWS_PER_POINT = 100;

  private Points() {}

  /**
   * Makes the points in the order in which they are tried.
   *
   * @throws IllegalArgumentException if there are more than 10,000, or fewer different ones than
   *     are to be drawn
   */
  static List<Map<String, String>> of(Experiment experiment) {
    return experiment.samples() > 0 ? drawn(experiment) : grid(experiment);
  }

  private static List<Map<String, String>> grid(Experiment experiment) {
    List<Map<String, String>> points =
        experiment.points().isEmpty() ? List.of(Map.of()) : experiment.points();
    for (Map.Entry<String, Axis> axis : experiment.over().entrySet()) {
      List<String> values = ((Axis.Values) axis.getValue()).values();
      if ((long) points.size() * values.size() > MOST) {
        throw new IllegalArgumentException(
            "a sweep has at most " + MOST + " points, got more at over: " + axis.getKey());
      }
      List<Map<String, String>> grown = new ArrayList<>();
      for (Map<String, String> point : points) {
        for (String value : values) {
          grown.add(with(point, axis.getKey(), value));
        }
      }
      points = grown;
    }
    return points;
  }

  private static List<Map<String, String>> drawn(Experiment experiment) {
    Set<Map<String, String>> points = new LinkedHashSet<>();
    int most = experiment.samples();
    if (most > MOST) {
      throw new IllegalArgumentException(
          "a sweep has at most " + MOST + " points, got samples " + most);
    }
    for (int draw = 0; points.size() < most; draw++) {
      if (draw == most * DRAWS_PER_POINT) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "samples is %d, but only %d different points were found in %d draws",
                experiment.samples(),
                points.size(),
                draw));
      }
      CounterRandom random = CounterRandom.of(experiment.searchSeed(), "sweep points", draw, 0);
      Map<String, String> point = Map.of();
      if (!experiment.points().isEmpty()) {
        point = experiment.points().get(random.nextInt(experiment.points().size()));
      }
      for (Map.Entry<String, Axis> axis : experiment.over().entrySet()) {
        point = with(point, axis.getKey(), axis.getValue().draw(random));
      }
      points.add(point);
    }
    return List.copyOf(points);
  }

  private static Map<String, String> with(Map<String, String> point, String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(point);
    more.put(key, value);
    return more;
  }
}
