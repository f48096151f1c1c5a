package org.saehdbw.dashboard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunLock;
import org.saehdbw.runs.metrics.GrowingMetrics;

/** The list of runs; a run is read again only when its files changed. */
final class RunRows {
  private static final int SPARKLINE_POINTS = 64;

  private final RunIndex index;
  private final Map<String, RunRow> rows = new ConcurrentHashMap<>();

  private final Map<String, Sparkline> sparklines = new ConcurrentHashMap<>();

  /** A small picture's points, and what the run's files looked like then. */
  private record Sparkline(String stamp, byte[] json) {}

  RunRows(RunIndex index) {
    this.index = index;
  }

  /** What changed since the last look. */
  record Change(List<Json> changed, List<String> gone) {
    boolean isEmpty() {
      return changed.isEmpty() && gone.isEmpty();
    }
  }

  /** Returns all rows, the newest run first. */
  synchronized List<Json> all() throws IOException {
    look();
    return rows.values().stream()
        .map(RunRow::json)
        .sorted(
            Comparator.comparing(
                    (Json row) -> (Long) Objects.requireNonNull(row.map().get("number")))
                .reversed())
        .toList();
  }

  /** Reads the runs whose files changed, several at a time. */
  synchronized Change look() throws IOException {
    List<RunFolder> all = index.all();
    List<String> names = all.stream().map(RunFolder::name).toList();
    List<String> gone = new ArrayList<>(rows.keySet());
    gone.removeAll(names);
    gone.forEach(rows::remove);
    List<Json> changed =
        all.parallelStream()
            .filter(this::isChanged)
            .map(
                run -> {
                  RunRow row = RunRow.read(run);
                  rows.put(run.name(), row);
                  return row.json();
                })
            .toList();
    return new Change(changed, gone);
  }

  /**
   * Returns both losses of a run in a few points.
   *
   * @throws PageProblem if the run does not exist
   */
  byte[] sparkline(String name) throws IOException {
    RunFolder run = index.find(name);
    String stamp = RunRow.stampOf(run);
    Sparkline known = sparklines.get(name);
    if (known == null || !known.stamp().equals(stamp)) {
      GrowingMetrics metrics = new GrowingMetrics(run.metricsFile());
      metrics.poll();
      known = new Sparkline(stamp, SeriesJson.sparkline(metrics.whole(SPARKLINE_POINTS)).bytes());
      sparklines.put(name, known);
    }
    return known.json();
  }

  /** A trainer that begins or is killed may change none of the files. */
  private boolean isChanged(RunFolder run) {
    RunRow row = rows.get(run.name());
    if (row == null || !row.stamp().equals(RunRow.stampOf(run))) {
      return true;
    }
    try {
      return row.held() != RunLock.holder(run).isPresent();
    } catch (IOException e) {
      return true;
    }
  }
}
