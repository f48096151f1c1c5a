package org.saehdbw.runs.exporting;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.metrics.MetricsColumn;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.MetricsTable;
import org.saehdbw.runs.queries.SavedFigures;

/**
 * Writes the iterations and the saves of several runs as two CSV files (RFC 4180), with the run's
 * folder name in the first column. What is not known is an empty field.
 */
public final class CsvExport {
  private static final String LINE = "\r\n";
  private static final int BUFFER = 1 << 16;

  private CsvExport() {}

  /** Writes {@code metrics.csv}: a line for each iteration, with the columns of a run's own. */
  public static Path metrics(List<RunFolder> runs, Path out) throws IOException {
    Path file = Files.createDirectories(out).resolve("metrics.csv");
    AtomicFile.write(
        file,
        channel -> {
          Writer text =
              new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8), BUFFER);
          text.write(
              "run,"
                  + Arrays.stream(MetricsColumn.values())
                      .map(MetricsColumn::header)
                      .collect(Collectors.joining(","))
                  + LINE);
          for (RunFolder run : runs) {
            rows(run, text);
          }
          text.flush();
        });
    return file;
  }

  private static void rows(RunFolder run, Writer text) throws IOException {
    MetricsReader reader = new MetricsReader(run.metricsFile());
    MetricsTable part = reader.poll();
    while (!part.rows().isEmpty()) {
      for (MetricsRow row : part.rows()) {
        text.write(run.name());
        for (MetricsColumn column : MetricsColumn.values()) {
          text.write(',');
          text.write(
              column == MetricsColumn.ITERATION
                  ? Long.toString(row.iteration())
                  : number(row.value(column)));
        }
        text.write(LINE);
      }
      part = reader.poll();
    }
  }

  /** Writes {@code saves.csv}: a line for each save, with a column for each figure of any run. */
  public static Path saves(List<RunFolder> runs, Path out) throws IOException {
    Set<String> names = new LinkedHashSet<>();
    for (RunFolder run : runs) {
      SavedFigures.history(run.events()).forEach(save -> names.addAll(save.byName().keySet()));
    }
    StringBuilder text = new StringBuilder("run,iteration");
    names.forEach(name -> text.append(',').append(name));
    text.append(LINE);
    for (RunFolder run : runs) {
      for (SavedFigures save : SavedFigures.history(run.events())) {
        text.append(run.name()).append(',').append(save.iteration());
        for (String name : names) {
          text.append(',').append(number(save.byName().getOrDefault(name, Double.NaN)));
        }
        text.append(LINE);
      }
    }
    Path file = Files.createDirectories(out).resolve("saves.csv");
    AtomicFile.write(file, text.toString());
    return file;
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    // Without an exponent, which spreadsheets would round a time to.
    boolean large = Math.abs(value) >= 1e7 && Double.isFinite(value);
    return large ? BigDecimal.valueOf(value).toPlainString() : Double.toString(value);
  }
}
