package org.saehdbw.dashboard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.saehdbw.dashboard.answers.Json;
import org.saehdbw.dashboard.answers.Message;
import org.saehdbw.dashboard.answers.PageProblem;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunLock;
import org.saehdbw.runs.metrics.GrowingMetrics;
import org.saehdbw.runs.queries.RunFacts;
import org.saehdbw.runs.queries.RunKeys;

/** The list of runs; a run is read again only when its files changed. */
final class RunRows {
  private static final int SPARKLINE_POINTS = 64;

  private final RunIndex index;
  private final Map<String, RunRow> rows = new ConcurrentHashMap<>();

  /** What pages have. */
  private final Map<String, RunRow> sent = new HashMap<>();

  private final Map<String, Sparkline> sparklines = new ConcurrentHashMap<>();

  /** A small picture's points, and what the run's files looked like then. */
  private record Sparkline(String stamp, byte[] json) {}

  RunRows(RunIndex index) {
    this.index = index;
  }

  /** Returns all rows, the newest run first. */
  synchronized List<Json> all() throws IOException {
    look();
    return rows.values().stream()
        .sorted(Comparator.comparing((RunRow row) -> row.facts().folder().number()).reversed())
        .map(RunRow::json)
        .toList();
  }

  /**
   * Returns the runs that fit, in their order, and what each has of the key that they are sorted
   * by.
   *
   * @throws IllegalArgumentException if a key is not known; the message names the nearest ones
   */
  synchronized Json find(RunFilter filter) throws IOException {
    look();
    List<RunFacts> found = filter.apply(facts());
    Json values = new Json();
    for (RunFacts run : found) {
      RunKeys.value(run, filter.key()).ifPresent(value -> put(values, run.folder().name(), value));
    }
    return new Json()
        .put("names", found.stream().map(run -> run.folder().name()).toList())
        .put("key", filter.key())
        .put("values", values);
  }

  private static void put(Json values, String run, Object value) {
    if (value instanceof Number number) {
      values.put(run, number.doubleValue());
    } else if (value instanceof Collection<?> tags) {
      values.put(run, String.join(" ", tags.stream().map(String::valueOf).toList()));
    } else {
      values.put(run, String.valueOf(value));
    }
  }

  /** Returns all keys that runs can be filtered and sorted by. */
  synchronized Set<String> keys() throws IOException {
    look();
    return RunKeys.known(facts());
  }

  private List<RunFacts> facts() {
    return rows.values().stream()
        .map(RunRow::facts)
        .sorted(Comparator.comparing(run -> run.folder().number()))
        .toList();
  }

  /** Returns what changed since the last news, whoever looked at the files meanwhile. */
  synchronized List<Message> news() throws IOException {
    look();
    List<Map<String, Object>> changed = new ArrayList<>();
    rows.forEach(
        (name, row) -> {
          if (sent.put(name, row) != row) {
            changed.add(row.json().map());
          }
        });
    List<String> gone = new ArrayList<>(sent.keySet());
    gone.removeAll(rows.keySet());
    sent.keySet().removeAll(gone);
    return changed.isEmpty() && gone.isEmpty()
        ? List.of()
        : List.of(Message.of("runs", new Json().put("changed", changed).put("gone", gone)));
  }

  /** Reads the runs whose files changed, several at a time. */
  private void look() throws IOException {
    List<RunFolder> all = index.all();
    rows.keySet().retainAll(all.stream().map(RunFolder::name).toList());
    all.parallelStream()
        .filter(this::isChanged)
        .forEach(run -> rows.put(run.name(), RunRow.read(run)));
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
