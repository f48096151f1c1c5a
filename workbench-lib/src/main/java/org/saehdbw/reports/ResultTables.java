package org.saehdbw.reports;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Rows of any results as a table, and a table as CSV (RFC 4180). */
public final class ResultTables {
  private static final String LINE_END = "\r\n";

  private ResultTables() {}

  /**
   * Makes a table of rows, a column for each key in the order of first appearance.
   *
   * <p>A column whose values are all whole numbers holds those, one of whole and other numbers
   * holds doubles, one of true and false those, and any other one text. Where a row lacks a key,
   * the value is missing.
   *
   * @param name of the table
   * @param rows by column name, which names its unit, as in {@code step_ms}
   */
  public static Table of(String name, List<? extends Map<String, ?>> rows) {
    Set<String> names = new LinkedHashSet<>();
    rows.forEach(row -> names.addAll(row.keySet()));
    List<Column<?>> columns = new ArrayList<>();
    for (String column : names) {
      columns.add(column(column, rows));
    }
    return Table.create(name, columns);
  }

  /**
   * Returns a table as CSV: a header line, CRLF at the end of each line, numbers without loss and
   * with a point, nothing for what is missing, and quotes where a text has a comma, a quote or a
   * line's end.
   */
  public static String toCsv(Table table) {
    StringBuilder text = new StringBuilder();
    text.append(
            table.columnNames().stream().map(ResultTables::quoted).collect(Collectors.joining(",")))
        .append(LINE_END);
    for (int row = 0; row < table.rowCount(); row++) {
      int at = row;
      text.append(
              table.columns().stream()
                  .map(column -> quoted(cell(column, at)))
                  .collect(Collectors.joining(",")))
          .append(LINE_END);
    }
    return text.toString();
  }

  private static Column<?> column(String name, List<? extends Map<String, ?>> rows) {
    List<@Nullable Object> values = new ArrayList<>();
    rows.forEach(row -> values.add(row.get(name)));
    if (all(values, Integer.class, Long.class, Short.class)) {
      LongColumn column = LongColumn.create(name);
      values.forEach(value -> append(column, value));
      return column;
    }
    if (all(values, Number.class)) {
      DoubleColumn column = DoubleColumn.create(name);
      values.forEach(
          value -> {
            if (value instanceof Number number) {
              column.append(number.doubleValue());
            } else {
              column.appendMissing();
            }
          });
      return column;
    }
    if (all(values, Boolean.class)) {
      BooleanColumn column = BooleanColumn.create(name);
      values.forEach(
          value -> {
            if (value instanceof Boolean truth) {
              column.append(truth);
            } else {
              column.appendMissing();
            }
          });
      return column;
    }
    StringColumn column = StringColumn.create(name);
    values.forEach(
        value -> {
          if (value == null) {
            column.appendMissing();
          } else {
            column.append(value.toString());
          }
        });
    return column;
  }

  private static void append(LongColumn column, @Nullable Object value) {
    if (value instanceof Number number) {
      column.append(number.longValue());
    } else {
      column.appendMissing();
    }
  }

  /** Whether there is a value and every one that there is has one of the types. */
  private static boolean all(List<@Nullable Object> values, Class<?>... types) {
    boolean found = false;
    for (Object value : values) {
      if (value != null) {
        boolean fits = false;
        for (Class<?> type : types) {
          fits |= type.isInstance(value);
        }
        if (!fits) {
          return false;
        }
        found = true;
      }
    }
    return found;
  }

  private static String cell(Column<?> column, int row) {
    return column.isMissing(row) ? "" : String.valueOf(column.get(row));
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
