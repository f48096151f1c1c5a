package org.saehdbw.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.saehdbw.bench.PageBenchmark.Open;
import org.saehdbw.runs.metrics.MetricsRow;

/** What was measured of the live page, and the rows that show it. */
final class PageTimes {
  /** What is aimed at, by row. */
  static final Map<String, Double> GOALS = goals();

  private static final String PAINT = "first paint while training";
  private static final String SHOWN = "charts have the run's data, from the click";
  private static final String WEIGHT = "weight of the page without data and pictures";
  private static final String POINT = "from the end of an iteration to the page";
  private static final String LONG_FIRST = "a run of 1,000,000 iterations, first time";
  private static final String LONG_SECOND = "a run of 1,000,000 iterations, second time";
  private static final double KB = 1e3;

  private final Map<Open, List<Double>> steps = new EnumMap<>(Open.class);
  private final Map<Open, List<Double>> beside = new EnumMap<>(Open.class);
  private final Map<Open, List<Double>> delays = new EnumMap<>(Open.class);
  private final Map<String, List<Double>> others = new LinkedHashMap<>();
  private double closed = Double.NaN;

  private static Map<String, Double> goals() {
    Map<String, Double> goals = new LinkedHashMap<>();
    goals.put(SHOWN + ", ms", 1000.0);
    goals.put(WEIGHT + ", kB", 300.0);
    goals.put(POINT + ", s", 1.0);
    goals.put(LONG_FIRST + ", s", 3.0);
    goals.put(LONG_SECOND + ", s", 1.0);
    goals.put("an iteration with a page open, ratio", 1.01);
    return goals;
  }

  /** Takes a block of iterations; one with a page open is compared with the last one without. */
  void add(Open open, List<MetricsRow> rows) {
    double median = Numbers.median(rows.stream().mapToDouble(MetricsRow::stepMillis).toArray());
    steps.computeIfAbsent(open, o -> new ArrayList<>()).add(median);
    if (open == Open.NONE) {
      closed = median;
    } else {
      beside.computeIfAbsent(open, o -> new ArrayList<>()).add(closed);
    }
  }

  /** Takes the seconds from the end of iterations to an open page. */
  void delays(Open open, double[] seconds) {
    List<Double> all = delays.computeIfAbsent(open, o -> new ArrayList<>());
    Arrays.stream(seconds).forEach(all::add);
  }

  void painted(double paintMillis, double shownMillis) {
    other(PAINT, paintMillis);
    other(SHOWN, shownMillis);
  }

  void weighed(double pageBytes, double dataBytes) {
    other(WEIGHT, pageBytes / KB);
    other("its data", dataBytes / KB);
  }

  void longRun(double firstSeconds, double secondSeconds) {
    other(LONG_FIRST, firstSeconds);
    other(LONG_SECOND, secondSeconds);
  }

  private void other(String name, double value) {
    others.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
  }

  /** Returns a row for each figure that was measured. */
  List<BenchRow> rows() {
    List<BenchRow> rows = new ArrayList<>();
    rows.add(row("an iteration, no page open", "ms", steps.getOrDefault(Open.NONE, List.of())));
    for (Map.Entry<Open, List<Double>> entry : beside.entrySet()) {
      String name = "an iteration, " + words(entry.getKey());
      double[] with = array(steps.getOrDefault(entry.getKey(), List.of()));
      rows.add(Pairs.row(name, "ms", with, array(entry.getValue())));
    }
    delays.forEach((open, seconds) -> rows.add(row(POINT + ", " + words(open), "s", seconds)));
    others.forEach((name, values) -> rows.add(row(name, unit(name), values)));
    return rows;
  }

  private static String words(Open open) {
    return switch (open) {
      case NONE -> "no page open";
      case ONE -> "1 page open";
      case MANY -> PageBenchmark.MANY_PAGES + " pages open";
      case BROWSER -> "open in a browser on this machine";
    };
  }

  private static String unit(String name) {
    if (name.equals(PAINT) || name.equals(SHOWN)) {
      return "ms";
    }
    return name.equals(LONG_FIRST) || name.equals(LONG_SECOND) ? "s" : "kB";
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static BenchRow row(String name, String unit, List<Double> values) {
    double[] all = array(values);
    OptionalDouble low = Arrays.stream(all).min();
    OptionalDouble high = Arrays.stream(all).max();
    return BenchRow.alone(
        name, Numbers.median(all), unit, low.orElse(Double.NaN), high.orElse(Double.NaN));
  }
}
