package org.saehdbw.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.saehdbw.cli.StatusLine;
import org.saehdbw.runs.EventLog;
import org.saehdbw.runs.meters.RunMeters;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.MetricsWriter;
import org.saehdbw.runs.metrics.StageTimes;
import org.saehdbw.training.steps.StepResult;

/**
 * All that a trainer does about an iteration beside training: its row in {@code metrics.csv}, the
 * look for a slow-down, the status line. What watches iterations later, joins {@link #iterated}.
 */
final class MeterSet implements AutoCloseable {
  private static final long TARGET = 1_000_000;

  private final int samples;
  private final MetricsWriter metrics;
  private final RunMeters meters;
  private final PrintWriter terminal;
  private final StatusLine status;
  private long iteration;

  /**
   * Opens the meters.
   *
   * @param folder for their files
   * @param batch samples of one side
   */
  MeterSet(Path folder, int batch) throws IOException {
    samples = 2 * batch;
    metrics = MetricsWriter.open(folder.resolve("metrics.csv"));
    EventLog log = new EventLog(folder.resolve("events.jsonl"), Clock.systemUTC());
    meters = new RunMeters(log, samples, true, message -> {});
    terminal =
        new PrintWriter(
            Files.newBufferedWriter(folder.resolve("terminal.txt"), StandardCharsets.UTF_8));
    status = StatusLine.drawnTo(terminal, TARGET);
  }

  /** Takes an iteration. */
  void iterated(StepResult result, double stepMillis, double optimizerMillis) throws IOException {
    iteration++;
    double copy = result.copyNanos() / 1e6;
    double compute = stepMillis - optimizerMillis - copy;
    StageTimes stages =
        new StageTimes(copy, compute, optimizerMillis, 0, 0, 1.5, 0.25, 2.5, 3.5, 0.75, 0.125);
    MetricsRow row =
        new MetricsRow(
            iteration,
            System.currentTimeMillis() / 1000.0,
            stepMillis,
            0.125,
            (float) result.srcMean(),
            (float) result.dstMean(),
            1,
            stages,
            meters.samplesPerSecond(stepMillis),
            meters.residentMib());
    metrics.write(row);
    status.iterated(row);
    meters.iterated(row);
  }

  @Override
  public void close() throws IOException {
    metrics.close();
    terminal.close();
  }
}
