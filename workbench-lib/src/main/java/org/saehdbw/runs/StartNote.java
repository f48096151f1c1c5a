package org.saehdbw.runs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.saehdbw.processes.StartClock;
import org.saehdbw.processes.StartClock.Phase;
import org.saehdbw.processes.StartClock.Span;
import org.saehdbw.runs.metrics.MetricsRow;

/**
 * Writes what the start of the process took, as one event {@link EventKind#FIRST_ITERATION}: after
 * the first iteration, as soon as all that the start began has ended, and before the training ends
 * at the latest. In a process whose {@link StartClock} does not run nothing is written.
 */
public final class StartNote {
  /** The field with the phases. */
  public static final String START_MS = "start_ms";

  private static final String NAME = "name";
  private static final String THREAD = "thread";
  private static final String BEGIN = "begin";
  private static final String END = "end";
  private static final double NANOS = 1e6;

  private final EventLog log;
  private final StartClock clock;
  private long first;

  /** Makes a note that goes to a run's events. */
  public StartNote(EventLog log, StartClock clock) {
    this.log = log;
    this.clock = clock;
  }

  /**
   * An iteration was made.
   *
   * @param endNanos when, by {@link System#nanoTime}
   * @throws IOException if the event cannot be written
   */
  public void iterated(MetricsRow row, long endNanos) throws IOException {
    if (!clock.runs()) {
      return;
    }
    if (first == 0) {
      first = row.iteration();
      long begin = endNanos - Math.round(row.stepMillis() * NANOS);
      long got = begin + Math.round(row.waitMillis() * NANOS);
      clock.add(Phase.WAIT, begin, got);
      clock.add(Phase.STEP, got, endNanos);
    }
    if (clock.isSettled()) {
      end();
    }
  }

  /**
   * Writes the event if an iteration was made and it was not written before; a phase that has not
   * ended has no end then.
   *
   * @throws IOException if the event cannot be written
   */
  public void end() throws IOException {
    if (first > 0 && clock.runs()) {
      log.append(EventKind.FIRST_ITERATION, fields(first, clock.take()));
    }
  }

  static Map<String, Object> fields(long iteration, List<Span> spans) {
    List<Map<String, Object>> phases = new ArrayList<>();
    for (Span span : spans) {
      Map<String, Object> phase = new LinkedHashMap<>();
      phase.put(NAME, span.name());
      phase.put(THREAD, span.thread());
      phase.put(BEGIN, span.beginMillis());
      span.endMillis().ifPresent(end -> phase.put(END, end));
      phases.add(phase);
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("iteration", iteration);
    fields.put(START_MS, phases);
    return fields;
  }

  /** Returns the phases of the first process that wrote them; none where no process did. */
  public static List<Span> read(List<Event> events) {
    for (Event event : events) {
      if (event.kind() == EventKind.FIRST_ITERATION
          && event.fields().get(START_MS) instanceof List<?> phases) {
        return phases.stream()
            .filter(Map.class::isInstance)
            .map(phase -> span((Map<?, ?>) phase))
            .toList();
      }
    }
    return List.of();
  }

  private static Span span(Map<?, ?> phase) {
    return new Span(
        String.valueOf(phase.get(NAME)),
        String.valueOf(phase.get(THREAD)),
        phase.get(BEGIN) instanceof Number begin ? begin.doubleValue() : 0,
        phase.get(END) instanceof Number end
            ? OptionalDouble.of(end.doubleValue())
            : OptionalDouble.empty());
  }
}
