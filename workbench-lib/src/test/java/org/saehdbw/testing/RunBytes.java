package org.saehdbw.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.saehdbw.files.FileDigest;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.MetricsTable;

/** What of a run must be the same when it is made again: all but times. */
public final class RunBytes {
  private RunBytes() {}

  /** The last iteration in {@code metrics.csv}, 0 before the first. */
  public static long iteration(RunFolder run) {
    try {
      return MetricsReader.last(run.metricsFile()).map(MetricsRow::iteration).orElse(0L);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One line for each row: iteration, both losses and the factor of the learning rate. */
  public static List<String> losses(RunFolder run) throws IOException {
    MetricsTable table = MetricsReader.readAll(run.metricsFile());
    if (!table.damage().isEmpty()) {
      throw new AssertionError(table.damage());
    }
    return table.rows().stream()
        .map(
            row ->
                row.iteration() + " " + row.srcLoss() + " " + row.dstLoss() + " " + row.lrFactor())
        .toList();
  }

  /** The files of a generation: state as text, arrays as their SHA-256. */
  public static Map<String, String> generation(RunFolder run, long iteration) throws IOException {
    Path folder = run.checkpoints().resolve(String.format(Locale.ROOT, "%09d", iteration));
    Map<String, String> files = new TreeMap<>();
    for (String name : List.of("weights.safetensors", "optimizer.safetensors")) {
      files.put(name, FileDigest.of(folder.resolve(name)).sha256());
    }
    files.put("state.json", Files.readString(folder.resolve("state.json")));
    return files;
  }
}
