package org.saehdbw.runs.exporting;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.metrics.MetricsColumn;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.queries.SavedFigures;

/**
 * Writes the iterations and the saves of several runs as two CSV files (RFC 4180), with the run's
 * folder name in the first column. What is not known is an empty field.
 */
public final class CsvExport {
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
          List<String> heads = new ArrayList<>(List.of("run"));
          for (MetricsColumn column : MetricsColumn.values()) {
            heads.add(column.header());
          }
          text.write(CsvLine.of(heads) + CsvLine.END);
          for (RunFolder run : runs) {
            MetricsReader.<IOException>readAll(
                run.metricsFile(), rows -> write(run.name(), rows, text));
          }
          text.flush();
        });
    return file;
  }

  private static void write(String run, List<MetricsRow> rows, Writer text) throws IOException {
    for (MetricsRow row : rows) {
      List<String> fields = new ArrayList<>(List.of(run));
      for (MetricsColumn column : MetricsColumn.values()) {
        fields.add(
            column == MetricsColumn.ITERATION
                ? Long.toString(row.iteration())
                : number(row.value(column)));
      }
      text.write(CsvLine.of(fields) + CsvLine.END);
    }
  }

  /** Writes {@code saves.csv}: a line for each save, with a column for each figure of any run. */
  public static Path saves(List<RunFolder> runs, Path out) throws IOException {
    Map<String, List<SavedFigures>> saves = new LinkedHashMap<>();
    Set<String> names = new LinkedHashSet<>();
    for (RunFolder run : runs) {
      List<SavedFigures> history = SavedFigures.history(run.events());
      saves.put(run.name(), history);
      history.forEach(save -> names.addAll(save.byName().keySet()));
    }
    List<String> heads = new ArrayList<>(List.of("run", "iteration"));
    heads.addAll(names);
    StringBuilder text = new StringBuilder(CsvLine.of(heads)).append(CsvLine.END);
    saves.forEach(
        (run, history) -> {
          for (SavedFigures save : history) {
            List<String> fields = new ArrayList<>(List.of(run, Long.toString(save.iteration())));
            names.forEach(name -> fields.add(number(save.byName().getOrDefault(name, Double.NaN))));
            text.append(CsvLine.of(fields)).append(CsvLine.END);
          }
        });
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
