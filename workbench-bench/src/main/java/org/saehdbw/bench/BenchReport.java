package org.saehdbw.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.saehdbw.charts.ChartFiles;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.charts.drawing.FigureSize;

/**
 * What a benchmark found.
 *
 * @param name the benchmark's
 * @param environment what it ran on and with
 * @param rows the figures
 */
record BenchReport(String name, Map<String, Object> environment, List<BenchRow> rows) {
  private static final double SMALL = 10;

  /** As wide as the text of an A4 page. */
  private static final double PAGE_MM = 170;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT);

  /** A report from this machine; {@code settings} follow what is known of every run. */
  static BenchReport here(String name, Map<String, Object> settings, List<BenchRow> rows) {
    Map<String, Object> environment = new LinkedHashMap<>();
    environment.put("java", System.getProperty("java.version"));
    environment.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    environment.put("processors", Runtime.getRuntime().availableProcessors());
    environment.putAll(settings);
    return new BenchReport(name, environment, rows);
  }

  /** Name, environment and rows, as JSON shows them. */
  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", name);
    document.put("environment", environment);
    document.put("rows", rows.stream().map(BenchRow::toMap).toList());
    return document;
  }

  /** Keeps the document as {@code NAME-TIME.json} (UTC) in a folder, which is made. */
  Path save(Path folder) throws IOException {
    Files.createDirectories(folder);
    String time = ZonedDateTime.now(ZoneOffset.UTC).format(TIME);
    Path file = folder.resolve(name + "-" + time + ".json");
    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), document());
    return file;
  }

  /**
   * Keeps a chart beside the document, as {@code .png} for the screen and as {@code .pdf} and
   * {@code .svg} with real text for paper.
   *
   * @param document what {@link #save} returned
   * @return the picture for the screen
   */
  static Path saveChart(Figure chart, Path document) throws IOException {
    String name = document.toString().replaceFirst("[.]json$", "");
    Path png = Path.of(name + ".png");
    ChartFiles.writePng(chart, png);
    for (String kind : List.of(".pdf", ".svg")) {
      chart.saveAs(Path.of(name + kind), FigureSize.millimetres(PAGE_MM));
    }
    return png;
  }

  /** The rows as lines of text. */
  String table() {
    StringBuilder text = new StringBuilder(line("case", "ours", "range", "other", "ratio"));
    for (BenchRow row : rows) {
      text.append('\n')
          .append(
              line(
                  row.name(),
                  number("%.1f", OptionalDouble.of(row.value())),
                  range(row),
                  number("%.1f", row.baseline()),
                  number("%.3f", row.ratio())));
    }
    return text.toString();
  }

  /** Small figures with the digits that tell their ends apart. */
  private static String range(BenchRow row) {
    String format = row.high() < SMALL ? "%.2f-%.2f %s" : "%.0f-%.0f %s";
    return String.format(Locale.ROOT, format, row.low(), row.high(), row.unit());
  }

  private static String line(String name, String ours, String range, String other, String ratio) {
    return String.format(Locale.ROOT, "%-60s %8s %19s %9s %6s", name, ours, range, other, ratio);
  }

  private static String number(String format, OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "-";
  }
}
