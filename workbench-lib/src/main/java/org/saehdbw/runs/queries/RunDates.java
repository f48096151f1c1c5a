package org.saehdbw.runs.queries;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.metrics.MetricsRow;

/**
 * When a run was trained.
 *
 * @param started when it was started or imported
 * @param last when its last iteration or event was
 */
public record RunDates(Optional<Instant> started, Optional<Instant> last) {
  private static final double MILLIS = 1000;

  static RunDates of(List<Event> events, Optional<MetricsRow> lastRow) {
    Optional<Instant> started =
        events.stream()
            .filter(e -> e.kind() == EventKind.STARTED || e.kind() == EventKind.IMPORTED)
            .map(Event::time)
            .findFirst();
    Optional<Instant> event =
        events.isEmpty() ? Optional.empty() : Optional.of(events.get(events.size() - 1).time());
    Optional<Instant> row =
        lastRow
            .map(MetricsRow::wallClockSeconds)
            .filter(Double::isFinite)
            .map(seconds -> Instant.ofEpochMilli(Math.round(seconds * MILLIS)));
    boolean rowIsLater = row.isPresent() && event.map(row.get()::isAfter).orElse(true);
    return new RunDates(started, rowIsLater ? row : event);
  }
}
