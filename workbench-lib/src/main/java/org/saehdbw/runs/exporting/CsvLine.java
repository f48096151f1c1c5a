package org.saehdbw.runs.exporting;

import java.util.List;
import java.util.stream.Collectors;

/** A line of a CSV file (RFC 4180). */
public final class CsvLine {
  /** Ends a line. */
  public static final String END = "\r\n";

  private CsvLine() {}

  /** Returns a line without its end; fields are quoted where they must be. */
  public static String of(List<String> fields) {
    return fields.stream().map(CsvLine::field).collect(Collectors.joining(","));
  }

  private static String field(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
