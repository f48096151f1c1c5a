package org.saehdbw.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.saehdbw.reports.DurationText;
import org.saehdbw.training.forecast.StageForecast;

/** The time line of a run that is not started yet, for people and as JSON. */
final class ForecastText {
  private ForecastText() {}

  static String text(List<StageForecast> stages) {
    TextTable table =
        new TextTable("stage", "learns", "iterations", "from", "ms/iteration", "time at most");
    List<String> notes = new ArrayList<>();
    OptionalLong from = OptionalLong.of(0);
    for (StageForecast stage : stages) {
      String name = stage.name().isEmpty() ? "(one stage)" : stage.name();
      table.row(
          name,
          stage.learns(),
          (stage.mayEndSooner() ? "at most " : "") + count(stage.mostIterations()),
          count(from),
          String.format(Locale.ROOT, "%.0f", stage.stepMillis()),
          duration(stage.mostSeconds()));
      notes.add(note(name, stage));
      from =
          from.isPresent() && stage.mostIterations().isPresent()
              ? OptionalLong.of(from.getAsLong() + stage.mostIterations().getAsLong())
              : OptionalLong.empty();
    }
    return table
        + "\n\n"
        + String.join("\n", notes)
        + "\n\n"
        + "whole run: "
        + duration(StageForecast.mostSeconds(stages))
        + (stages.stream().anyMatch(StageForecast::mayEndSooner) ? " at most" : "")
        + ", saves and previews apart; measured now, "
        + stages.stream().map(s -> String.valueOf(s.measured())).collect(Collectors.joining(", "))
        + " iterations. Nothing was trained.";
  }

  private static String note(String name, StageForecast stage) {
    String changes =
        stage.settings().isEmpty()
            ? "the run's settings"
            : stage.settings().entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    return name + ": " + changes + "; until " + stage.end().text();
  }

  private static String count(OptionalLong iterations) {
    return iterations.isPresent() ? String.valueOf(iterations.getAsLong()) : "not known";
  }

  private static String duration(OptionalDouble seconds) {
    return seconds.isPresent() ? DurationText.of(seconds.getAsDouble()) : "not known";
  }

  static Map<String, Object> data(List<StageForecast> stages) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("stages", stages.stream().map(ForecastText::data).toList());
    put(data, "most_seconds", StageForecast.mostSeconds(stages));
    return data;
  }

  private static Map<String, Object> data(StageForecast stage) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", stage.name());
    data.put("learns", stage.learns());
    data.put("settings", stage.settings());
    data.put("end", stage.end().text());
    stage.mostIterations().ifPresent(most -> data.put("most_iterations", most));
    data.put("step_ms", stage.stepMillis());
    data.put("measured_iterations", stage.measured());
    put(data, "most_seconds", stage.mostSeconds());
    return data;
  }

  private static void put(Map<String, Object> data, String key, OptionalDouble value) {
    value.ifPresent(seconds -> data.put(key, seconds));
  }
}
