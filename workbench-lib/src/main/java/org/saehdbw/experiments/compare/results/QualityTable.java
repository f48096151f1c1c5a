package org.saehdbw.experiments.compare.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.saehdbw.experiments.compare.plan.Arm;
import org.saehdbw.experiments.compare.plan.CompareFolder;
import org.saehdbw.files.Utf8File;
import org.saehdbw.runs.RunException;

/**
 * {@code quality.csv}: every judgement of held-out faces, one row each, so that a report can be
 * written where the run folders were not kept.
 */
final class QualityTable {
  private static final String END = "\r\n";
  private static final String FIRST = "arm,seed,run,iteration,train_seconds,";
  private static final int CELLS = 6;

  private QualityTable() {}

  /** Returns the text of the file. */
  static String text(String metric, List<QualityResult.ArmQuality> arms) {
    StringBuilder csv = new StringBuilder(FIRST).append(metric).append(END);
    for (QualityResult.ArmQuality arm : arms) {
      for (QualityResult.SeedQuality seed : arm.seeds()) {
        for (QualityResult.Point point : seed.points()) {
          csv.append(
              String.format(
                  Locale.ROOT,
                  "%s,%d,%s,%d,%.3f,%s%s",
                  arm.arm(),
                  seed.seed(),
                  seed.run(),
                  point.iteration(),
                  point.trainSeconds(),
                  point.value(),
                  END));
        }
      }
    }
    return csv.toString();
  }

  /**
   * Reads the judgements of an arm by the names of their runs.
   *
   * @return none where the file is missing, or holds another metric
   * @throws RunException if a line is not what {@link #text} writes; the message has its number
   */
  static Map<String, List<QualityResult.Point>> read(CompareFolder folder, Arm arm, String metric)
      throws IOException {
    Path file = folder.quality();
    Map<String, List<QualityResult.Point>> byRun = new TreeMap<>();
    List<String> lines = Files.exists(file) ? Utf8File.readLines(file) : List.of();
    if (lines.isEmpty() || !lines.get(0).equals(FIRST + metric)) {
      return byRun;
    }
    for (int i = 1; i < lines.size(); i++) {
      String[] cells = lines.get(i).split(",", -1);
      try {
        if (cells.length != CELLS) {
          throw new IllegalArgumentException("another number of cells");
        }
        if (cells[0].equals(arm.text())) {
          add(
              byRun.computeIfAbsent(cells[2], run -> new ArrayList<>()),
              new QualityResult.Point(
                  Long.parseLong(cells[3]),
                  Double.parseDouble(cells[4]),
                  Double.parseDouble(cells[5])));
        }
      } catch (IllegalArgumentException e) {
        throw new RunException(
            String.format(
                Locale.ROOT,
                "%s line %d: must have %d cells, arm, seed, run and three numbers, later than the line"
                    + " before of the same run; got %s",
                file,
                i + 1,
                CELLS,
                lines.get(i)),
            e);
      }
    }
    return byRun;
  }

  private static void add(List<QualityResult.Point> points, QualityResult.Point point) {
    QualityResult.@Nullable Point last = points.isEmpty() ? null : points.get(points.size() - 1);
    boolean finite = Double.isFinite(point.trainSeconds()) && Double.isFinite(point.value());
    boolean later =
        last == null
            || (point.iteration() > last.iteration() && point.trainSeconds() > last.trainSeconds());
    if (!finite || !later) {
      throw new IllegalArgumentException("cannot be a point of a curve");
    }
    points.add(point);
  }
}
