package org.saehdbw.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.saehdbw.charts.PhaseBars;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.processes.StartClock.Span;

/**
 * The rows and the chart of several starts. A phase counts where it has ended.
 *
 * @param rounds at least one
 */
record StartTimes(List<StartRound> rounds) {
  static final String FIRST = "from train to the end of the first iteration";
  static final String WHOLE = "train --set target_iter=1, whole";

  /** What is aimed at, in seconds by row. */
  static final Map<String, Double> GOALS = goals();

  private static Map<String, Double> goals() {
    Map<String, Double> goals = new LinkedHashMap<>();
    goals.put(FIRST, 2.5);
    goals.put(WHOLE, 4.5);
    return goals;
  }

  /** The command as a whole, then when each phase begins and ends. */
  List<BenchRow> rows() {
    List<BenchRow> rows = new ArrayList<>();
    rows.add(row(FIRST, "s", of(StartRound::firstSeconds)));
    rows.add(row(WHOLE, "s", of(StartRound::wholeSeconds)));
    phases()
        .forEach(
            (name, spans) -> {
              String phase = name + " (" + spans.get(0).thread() + ")";
              rows.add(row(phase + " begins", "ms", of(spans, Span::beginMillis)));
              rows.add(row(phase + " ends", "ms", of(spans, StartTimes::end)));
            });
    return rows;
  }

  /** Medians of the phases over the rounds; empty where no round wrote any down. */
  List<Figure> chart() {
    PhaseBars bars = PhaseBars.of("The start of a training", "since the process started (ms)");
    Map<String, List<Span>> phases = phases();
    phases.forEach(
        (name, spans) -> {
          double begin = Numbers.median(of(spans, Span::beginMillis));
          double end = Numbers.median(of(spans, StartTimes::end));
          bars.add(name, spans.get(0).thread(), begin, end);
        });
    return phases.isEmpty() ? List.of() : List.of(bars.figure());
  }

  private Map<String, List<Span>> phases() {
    Map<String, List<Span>> phases = new LinkedHashMap<>();
    for (StartRound round : rounds) {
      for (Span span : round.phases()) {
        if (span.endMillis().isPresent()) {
          phases.computeIfAbsent(span.name(), name -> new ArrayList<>()).add(span);
        }
      }
    }
    return phases;
  }

  private double[] of(ToDoubleFunction<StartRound> figure) {
    return rounds.stream().mapToDouble(figure).toArray();
  }

  private static double[] of(List<Span> spans, ToDoubleFunction<Span> figure) {
    return spans.stream().mapToDouble(figure).toArray();
  }

  private static double end(Span span) {
    return span.endMillis().orElseThrow();
  }

  private static BenchRow row(String name, String unit, double[] values) {
    return BenchRow.alone(
        name,
        Numbers.median(values),
        unit,
        Arrays.stream(values).min().orElseThrow(),
        Arrays.stream(values).max().orElseThrow());
  }
}
