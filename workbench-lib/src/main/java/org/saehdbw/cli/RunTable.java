package org.saehdbw.cli;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.saehdbw.runs.metrics.MetricsColumn;
import org.saehdbw.runs.queries.RunFacts;

/**
 * Runs as a table that fits a terminal: where it is narrow, long names are cut and columns are left
 * out, those first that can be missed most easily.
 */
final class RunTable {
  /** Where the answer goes to a file or a program, nothing is cut. */
  static final int ANY_WIDTH = Integer.MAX_VALUE;

  private static final String NAME = "name";
  private static final String MODEL = "model";
  private static final String TAGS = "tags";
  private static final String SRC = "src loss";
  private static final String DST = "dst loss";
  private static final String SAVED = "saved (UTC)";
  private static final int GAP = 2;
  private static final DateTimeFormatter THIS_YEAR =
      DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter OTHER_YEAR =
      DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Map<String, List<String>> columns = new LinkedHashMap<>();

  private RunTable(List<RunFacts> runs, Clock clock) {
    for (RunFacts run : runs) {
      add("#", String.valueOf(run.folder().number()));
      add(NAME, run.nameWithSeed());
      add("status", run.summary().status().text());
      add("iteration", String.valueOf(run.summary().iteration()));
      add(MODEL, run.model());
      add(SRC, loss(run, MetricsColumn.SRC_LOSS));
      add(DST, loss(run, MetricsColumn.DST_LOSS));
      add("held out", number(run.lastSave().heldOut()));
      add(SAVED, run.summary().lastSave().map(time -> date(time, clock)).orElse("-"));
      add(TAGS, tags(run));
    }
  }

  /**
   * Returns the table without a last line break.
   *
   * @param runs at least one
   * @param width columns of the terminal, or {@link #ANY_WIDTH}
   */
  static String of(List<RunFacts> runs, int width) {
    return of(runs, width, Clock.systemUTC());
  }

  static String of(List<RunFacts> runs, int width, Clock clock) {
    RunTable table = new RunTable(runs, clock);
    table.leaveOutEmpty(MODEL, SRC, DST, TAGS);
    table.fit(width);
    return table.text();
  }

  private void add(String head, String cell) {
    columns.computeIfAbsent(head, none -> new ArrayList<>()).add(cell);
  }

  private static String tags(RunFacts run) {
    String tags = String.join(" ", run.labels().tags());
    return run.labels().archived() ? ("(archived) " + tags).strip() : tags;
  }

  private static String loss(RunFacts run, MetricsColumn column) {
    return Optional.ofNullable(run.lastRow().get(column.header())).map(RunTable::number).orElse("");
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : "-";
  }

  /** Four decimals, or the first digits of what is smaller. */
  static String number(double value) {
    boolean small = value != 0 && Math.abs(value) < 1e-3;
    return String.format(Locale.ROOT, small ? "%.2e" : "%.4f", value);
  }

  private static String date(Instant time, Clock clock) {
    boolean thisYear =
        OTHER_YEAR.format(time).startsWith(OTHER_YEAR.format(clock.instant()).substring(0, 5));
    return (thisYear ? THIS_YEAR : OTHER_YEAR).format(time);
  }

  private void leaveOutEmpty(String... heads) {
    for (String head : heads) {
      if (cells(head).stream().allMatch(String::isEmpty)) {
        columns.remove(head);
      }
    }
  }

  private void fit(int width) {
    List<Runnable> steps =
        List.of(
            () -> narrow(MODEL, width, 16),
            () -> columns.remove(MODEL),
            () -> narrow(TAGS, width, 12),
            () -> narrow(NAME, width, 24),
            () -> columns.keySet().removeAll(List.of(SRC, DST)),
            () -> narrow(NAME, width, 12),
            () -> columns.remove(SAVED),
            () -> columns.remove(TAGS));
    for (Runnable step : steps) {
      if (width() <= width) {
        return;
      }
      step.run();
    }
  }

  /** Cuts the cells of a column as far as needed, but not below {@code least} letters. */
  private void narrow(String head, int width, int least) {
    List<String> cells = cells(head);
    if (!cells.isEmpty()) {
      int most = Math.max(least, width(head) - (width() - width));
      cells.replaceAll(cell -> PlainLine.cut(cell, most));
    }
  }

  /** The cells of a column; none where it was left out. */
  private List<String> cells(String head) {
    return columns.getOrDefault(head, List.of());
  }

  private int width() {
    return columns.keySet().stream().mapToInt(this::width).sum() + GAP * (columns.size() - 1);
  }

  private int width(String head) {
    int widest = cells(head).stream().mapToInt(String::length).max().orElse(0);
    return Math.max(widest, head.length());
  }

  private String text() {
    TextTable table = new TextTable(columns.keySet().toArray(String[]::new));
    table.left(NAME, "status", MODEL, TAGS);
    int rows = cells(NAME).size();
    for (int row = 0; row < rows; row++) {
      int at = row;
      table.row(columns.values().stream().map(cells -> cells.get(at)).toArray(String[]::new));
    }
    return table.toString();
  }
}
