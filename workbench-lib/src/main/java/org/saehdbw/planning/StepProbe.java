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
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.saehdbw.planning.StepMeasurement.Outcome;
import org.saehdbw.runs.ChildJvm;
import org.saehdbw.runs.LackOfMemory;
import org.saehdbw.runs.ResidentMemory;
import org.saehdbw.statistics.Summary;

/**
 * Makes training steps in a process of their own, so that running out of memory, or out of a
 * budget, is a result and nothing else happens to the one who asked.
 *
 * @param budgetMib resident memory at which the process is stopped, above 0; infinity for none
 * @param limit the longest that a process may take
 */
public record StepProbe(double budgetMib, Duration limit) implements StepMaker {
  private static final long LOOK_MILLIS = 5;
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
    StepProgram program =
        ServiceLoader.load(StepProgram.class)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no step program is on the class path"));
    List<String> command = new ArrayList<>(ChildJvm.command(program.mainClass()));
    command.addAll(program.arguments(task));
    Process process = ChildJvm.builder(command).redirectErrorStream(true).start();
    try {
      return watch(task, process);
    } finally {
      process.destroyForcibly();
    }
  }

  private StepMeasurement watch(StepTask task, Process process) throws InterruptedException {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    Thread reader = new Thread(() -> read(process, lines), "step-output");
    reader.setDaemon(true);
    reader.start();
    long end = System.nanoTime() + limit.toNanos();
    double peak = 0;
    Optional<Outcome> stopped = Optional.empty();
    while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      OptionalDouble now = ResidentMemory.peakMib(process.pid());
      peak = Math.max(peak, now.orElse(0));
      if (stopped.isEmpty() && (peak > budgetMib || System.nanoTime() > end)) {
        stopped = Optional.of(peak > budgetMib ? Outcome.OVER_BUDGET : Outcome.TIMED_OUT);
        process.destroyForcibly();
      }
    }
    reader.join();
    if (stopped.isPresent()) {
      String why =
          stopped.get() == Outcome.TIMED_OUT
              ? "stopped after " + limit.toSeconds() + " s"
              : String.format(Locale.ROOT, "stopped at %.0f MiB", peak);
      return measurement(task, stopped.get(), List.of(), peak, why);
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
