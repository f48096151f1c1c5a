package org.saehdbw.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.saehdbw.runs.metrics.MetricsColumn;
import org.saehdbw.runs.queries.RunFacts;
import org.saehdbw.runs.queries.SavedFigures;
import org.saehdbw.runs.queries.SettingRow;

/**
 * Runs beside each other: a column for each, headed by its number.
 *
 * @param runs at least two
 * @param differing settings in which they differ
 */
record RunComparison(List<RunFacts> runs, List<SettingRow> differing) {
  private static final int LEAST_CELL = 8;
  private static final int GAP = 2;

  /** Returns the runs' names, then the settings that differ. */
  String settingsText() {
    List<String> lines = new ArrayList<>(names());
    lines.add(
        differing.isEmpty()
            ? "all settings are the same" + unread()
            : table("setting", settingRows()) + unread());
    return String.join("\n", lines);
  }

  private String unread() {
    return runs.stream().anyMatch(run -> run.settings().isEmpty())
        ? "\n" + SettingRow.UNKNOWN + ": the settings of this run cannot be read"
        : "";
  }

  /** Returns the settings that differ, then status and figures of each run. */
  String text() {
    Map<String, List<String>> rows = settingRows();
    rows.put("", runs.stream().map(run -> "").toList());
    rows.put("status", cells(run -> run.summary().status().text()));
    rows.put("iteration", cells(run -> String.valueOf(run.summary().iteration())));
    for (String figure : figures()) {
      rows.put(figure, cells(run -> figure(run, figure)));
    }
    String remark = differing.isEmpty() ? "\nall settings are the same" : "";
    return String.join("\n", names()) + "\n" + table("setting or figure", rows) + remark + unread();
  }

  private List<String> names() {
    return runs.stream().map(run -> heading(run) + "  " + run.nameWithSeed()).toList();
  }

  private static String heading(RunFacts run) {
    return "#" + run.folder().number();
  }

  private Map<String, List<String>> settingRows() {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    differing.forEach(
        row -> rows.put(row.key(), row.values().stream().map(PlainLine::of).toList()));
    return rows;
  }

  private List<String> cells(Function<RunFacts, String> cell) {
    return runs.stream().map(cell).toList();
  }

  private String table(String first, Map<String, List<String>> rows) {
    List<String> heads = new ArrayList<>(List.of(first));
    runs.forEach(run -> heads.add(heading(run)));
    int most = mostLetters(first, rows.keySet());
    TextTable table = new TextTable(heads.toArray(String[]::new));
    rows.forEach(
        (name, cells) -> {
          List<String> row = new ArrayList<>(List.of(name));
          cells.forEach(cell -> row.add(PlainLine.cut(cell, most)));
          table.row(row.toArray(String[]::new));
        });
    return table.toString();
  }

  private int mostLetters(String first, Set<String> names) {
    if (!ProgressLine.isTerminal()) {
      return RunTable.ANY_WIDTH;
    }
    int before = names.stream().mapToInt(String::length).max().orElse(0);
    int left = TerminalWidth.columns() - Math.max(before, first.length());
    return Math.max(LEAST_CELL, left / runs.size() - GAP);
  }

  /** Losses, held-out errors, then every figure of held-out faces that a run has for both sides. */
  private Set<String> figures() {
    Set<String> names = new LinkedHashSet<>();
    names.add(MetricsColumn.SRC_LOSS.header());
    names.add(MetricsColumn.DST_LOSS.header());
    names.add(SavedFigures.HELD_OUT);
    names.add(SavedFigures.MEAN_FACE);
    for (RunFacts run : runs) {
      for (String name : run.lastSave().byName().keySet()) {
        boolean ofOneSide = name.contains("src") || name.contains("dst") || name.contains("/");
        if (!ofOneSide) {
          names.add(name);
        }
      }
    }
    names.removeIf(name -> runs.stream().allMatch(run -> figure(run, name).equals("-")));
    return names;
  }

  private static String figure(RunFacts run, String name) {
    Double value =
        switch (name) {
          case SavedFigures.HELD_OUT -> boxed(run.lastSave().heldOut());
          case SavedFigures.MEAN_FACE -> boxed(run.lastSave().meanFace());
          default -> run.lastSave().byName().getOrDefault(name, run.lastRow().get(name));
        };
    return value == null ? "-" : RunTable.number(value);
  }

  private static @Nullable Double boxed(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  /** Returns the settings that differ as JSON shows them. */
  List<Map<String, Object>> settingsData() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (SettingRow row : differing) {
      Map<String, Object> values = new LinkedHashMap<>();
      for (int i = 0; i < runs.size(); i++) {
        values.put(runs.get(i).summary().name(), row.values().get(i));
      }
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("setting", row.key());
      one.put("values", values);
      rows.add(one);
    }
    return rows;
  }
}
