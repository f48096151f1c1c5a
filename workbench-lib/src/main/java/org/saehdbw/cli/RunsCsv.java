package org.saehdbw.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.saehdbw.runs.exporting.CsvLine;
import org.saehdbw.runs.queries.RunFacts;

/**
 * Runs as CSV (RFC 4180): a line of names, then a line for each run with all that JSON has. What a
 * run does not have is an empty field.
 */
final class RunsCsv {
  private RunsCsv() {}

  /** Returns the lines without a last line break. */
  static String of(List<RunFacts> runs) {
    List<Map<String, String>> rows = new ArrayList<>();
    Set<String> heads = new LinkedHashSet<>();
    for (RunFacts run : runs) {
      Map<String, String> row = new LinkedHashMap<>();
      RunRow.of(run).forEach((name, value) -> flatten(row, name, value));
      rows.add(row);
      heads.addAll(row.keySet());
    }
    List<String> lines = new ArrayList<>();
    lines.add(CsvLine.of(List.copyOf(heads)));
    for (Map<String, String> row : rows) {
      lines.add(CsvLine.of(heads.stream().map(head -> row.getOrDefault(head, "")).toList()));
    }
    return String.join(CsvLine.END, lines);
  }

  /** A figure or a setting becomes a column of its own, unless a column has its name. */
  private static void flatten(Map<String, String> row, String name, Object value) {
    if (value instanceof Map<?, ?> inner) {
      inner.forEach(
          (key, one) -> {
            String own = name.equals("settings") ? "setting." + key : String.valueOf(key);
            row.putIfAbsent(own, String.valueOf(one));
          });
    } else if (value instanceof List<?> several) {
      row.put(name, several.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    } else {
      row.put(name, String.valueOf(value));
    }
  }
}
