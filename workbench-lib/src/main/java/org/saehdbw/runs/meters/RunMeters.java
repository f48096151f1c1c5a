package org.saehdbw.runs.meters;

import java.io.IOException;
import java.util.function.Consumer;
import org.saehdbw.runs.EventLog;
import org.saehdbw.runs.metrics.MetricsRow;

/**
 * A trainer's own meters: samples a second and memory for {@code metrics.csv}, and the report of a
 * slow-down as an event and a warning.
 */
public final class RunMeters {
  private final EventLog log;
  private final Consumer<String> warnings;
  private final int samplesPerIteration;
  private final boolean reportsSlowdown;
  private final MemoryMeter memory = new MemoryMeter();
  private final SlowdownMonitor slowdown = new SlowdownMonitor();

  /**
   * Begins a history.
   *
   * @param samplesPerIteration of both sides together
   * @param reportsSlowdown whether slow-downs are looked for
   * @param warnings told of each
   */
  public RunMeters(
      EventLog log, int samplesPerIteration, boolean reportsSlowdown, Consumer<String> warnings) {
    this.log = log;
    this.samplesPerIteration = samplesPerIteration;
    this.reportsSlowdown = reportsSlowdown;
    this.warnings = warnings;
  }

  /** Returns an iteration's samples over its time. */
  public double samplesPerSecond(double stepMillis) {
    return samplesPerIteration * 1000 / stepMillis;
  }

  /** Returns the process's memory in MiB, not older than a second; NaN if unknown. */
  public double residentMib() {
    return memory.residentMib();
  }

  /**
   * Takes an iteration.
   *
   * @throws IOException if the event cannot be written
   */
  public void iterated(MetricsRow row) throws IOException {
    if (reportsSlowdown) {
      for (SpeedChange change : slowdown.add(row)) {
        log.append(change.kind(), change.fields());
        warnings.accept(change.text());
      }
    }
  }
}
