package org.saehdbw.runs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.saehdbw.files.FileOperationException;
import org.saehdbw.runs.metrics.MetricsLines;
import org.saehdbw.runs.metrics.MetricsTail;

/**
 * Whether one of a run's files can be read, line by line.
 *
 * @param file its name, such as {@code metrics.csv}
 * @param lines how many settings, rows or events it has, damaged ones included
 * @param damagedLines how many of them cannot be read
 * @param problem what is wrong with the file, without its path; empty for a good file
 * @param refuses whether a resume is refused until the problem is repaired
 */
public record FileCheck(
    String file, long lines, long damagedLines, Optional<String> problem, boolean refuses) {

  /** Makes the check of a file that cannot be read, from an error that may name the file. */
  public static FileCheck unreadable(Path file, IOException error) {
    String message =
        error instanceof RunException
            ? String.valueOf(error.getMessage())
            : FileOperationException.unreadable(error);
    return of(file, 0, 0, Optional.of(message));
  }

  /** Returns the check of a file without which no resume begins. */
  public FileCheck refusing() {
    return new FileCheck(file, lines, damagedLines, problem, problem.isPresent());
  }

  /** Makes the check of a file of settings that could be read. */
  public static FileCheck good(Path file, long lines) {
    return of(file, lines, 0, Optional.empty());
  }

  /** Reads every line of {@code events.jsonl} and {@code metrics.csv}; nothing is written. */
  public static List<FileCheck> tables(RunFolder run) {
    FileCheck eventCheck;
    RunProgress progress = new RunProgress(0, Optional.empty());
    try {
      EventLog.Lines lines = run.eventLog().lines();
      List<Event> events = run.events();
      progress = RunProgress.of(run, events);
      Optional<String> lost = progress.lostEvents(run, events);
      Optional<String> problem = run.eventLog().damage().or(() -> lost);
      eventCheck = of(run.eventsFile(), lines.all(), lines.damaged(), problem);
    } catch (IOException e) {
      eventCheck = unreadable(run.eventsFile(), e);
    }
    return List.of(metrics(run, progress), eventCheck);
  }

  private static FileCheck metrics(RunFolder run, RunProgress progress) {
    Path file = run.metricsFile();
    try {
      MetricsTail tail = MetricsTail.read(file);
      MetricsLines lines = MetricsLines.count(file);
      Optional<String> problem = tail.damage().or(() -> progress.lostRows(run, tail));
      long all = lines.rows() + lines.damaged();
      if (lines.damaged() > 0) {
        String counted = lines.damaged() + " of " + all + " lines are not rows of numbers";
        problem = Optional.of(problem.map(more -> counted + "; " + more).orElse(counted));
      }
      return of(file, all, lines.damaged(), problem);
    } catch (IOException e) {
      return unreadable(file, e);
    }
  }

  private static FileCheck of(Path file, long lines, long damaged, Optional<String> problem) {
    return new FileCheck(
        String.valueOf(file.getFileName()),
        lines,
        damaged,
        problem.map(text -> text.replace(file + ": ", "").replace(file + " ", "")),
        false);
  }
}
