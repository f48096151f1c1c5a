package org.saehdbw.planning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.saehdbw.planning.StepMeasurement.Outcome;
import org.saehdbw.processes.ChildProgram;
import org.saehdbw.processes.ChildStart;
import org.saehdbw.processes.ProcessWatch;
import org.saehdbw.runs.LackOfMemory;
import org.saehdbw.runs.memory.ResidentMemory;
import org.saehdbw.statistics.Summary;

/**
 * Makes training steps in a process of their own, so that running out of memory, or out of a
 * budget, is a result and nothing else happens to the one who asked.
 *
 * @param budgetMib resident memory at which the process is stopped, above 0; infinity for none
 * @param limit the longest that a process may take
 */
public record StepProbe(double budgetMib, Duration limit) implements StepMaker {
  private static final Duration LOOK = Duration.ofMillis(5);
  private static final int KILLED = 137;

  /**
   * Checks the budget.
   *
   * @throws IllegalArgumentException if it is not above 0
   */
  public StepProbe {
    if (!(budgetMib > 0)) {
      throw new IllegalArgumentException("the budget must be above 0 MiB, got " + budgetMib);
    }
  }

  /** Returns a probe without a budget, for ten minutes at most. */
  public static StepProbe unlimited() {
    return new StepProbe(Double.POSITIVE_INFINITY, Duration.ofMinutes(10));
  }

  /**
   * Runs a task; the process is gone afterwards, also when this thread is interrupted.
   *
   * @throws IOException if no process can be started
   */
  @Override
  public StepMeasurement run(StepTask task) throws IOException, InterruptedException {
    List<String> command = ChildProgram.find(StepTask.class).command(task);
    Process process = ChildStart.of(command).mergingErrors().start();
    try {
      return watch(task, process);
    } finally {
      process.destroyForcibly();
    }
  }

  private StepMeasurement watch(StepTask task, Process process)
      throws IOException, InterruptedException {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    Thread reader = new Thread(() -> read(process, lines), "step-output");
    reader.setDaemon(true);
    reader.start();
    double[] seen = new double[1];
    ProcessWatch.Ending ending =
        ProcessWatch.of(process)
            .every(LOOK)
            .limit(limit)
            .await(
                age -> {
                  OptionalDouble now = ResidentMemory.peakMib(process.pid());
                  seen[0] = Math.max(seen[0], now.orElse(0));
                  return seen[0] <= budgetMib;
                });
    reader.join();
    double peak = seen[0];
    if (ending.kind() != ProcessWatch.Kind.ENDED) {
      boolean timedOut = ending.kind() == ProcessWatch.Kind.TIMED_OUT;
      String why =
          timedOut
              ? "stopped after " + limit.toSeconds() + " s"
              : String.format(Locale.ROOT, "stopped at %.0f MiB", peak);
      return measurement(
          task, timedOut ? Outcome.TIMED_OUT : Outcome.OVER_BUDGET, List.of(), peak, why);
    }
    return ended(task, process.exitValue(), lines, peak);
  }

  /** Says what became of a process that ended by itself. */
  StepMeasurement ended(StepTask task, int code, List<String> lines, double seenPeak) {
    Optional<StepReport> report = report(lines);
    if (report.isEmpty()) {
      String last = lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1);
      boolean memory = code == KILLED || lines.stream().anyMatch(LackOfMemory::isSaidBy);
      return measurement(
          task,
          memory ? Outcome.OUT_OF_MEMORY : Outcome.FAILED,
          List.of(),
          seenPeak,
          "ended with exit code " + code + last);
    }
    StepReport said = report.get();
    double peak = Math.max(seenPeak, said.peakMib());
    Outcome outcome = Outcome.DONE;
    if (said.outOfMemory()) {
      outcome = Outcome.OUT_OF_MEMORY;
    } else if (!said.message().isEmpty()) {
      outcome = Outcome.FAILED;
    } else if (peak > budgetMib) {
      outcome = Outcome.OVER_BUDGET;
    }
    return measurement(task, outcome, said.stepMillis(), peak, said.message());
  }

  private static StepMeasurement measurement(
      StepTask task, Outcome outcome, List<Double> millis, double peak, String message) {
    double median = millis.isEmpty() ? 0 : Summary.of(millis).median();
    return new StepMeasurement(
        task.spec().toString(),
        task.batch(),
        task.threads(),
        outcome,
        millis.size(),
        median,
        peak,
        message);
  }

  private static Optional<StepReport> report(List<String> lines) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (lines.get(i).startsWith("{")) {
        try {
          return Optional.of(new ObjectMapper().readValue(lines.get(i), StepReport.class));
        } catch (JsonProcessingException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private static void read(Process process, List<String> lines) {
    try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!line.isBlank()) {
          lines.add(line);
        }
      }
    } catch (IOException e) {
      // The process was stopped: what it said until then is all there is.
      lines.add(String.valueOf(e.getMessage()));
    }
  }
}
