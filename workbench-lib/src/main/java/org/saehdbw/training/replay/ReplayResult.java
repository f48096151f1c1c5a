package org.saehdbw.training.replay;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.saehdbw.runs.RunFolder;

/**
 * What came of repeating a run.
 *
 * @param run the run
 * @param replay the folder of the replay; it exists only where the caller named a place for it
 * @param first the first iteration that was repeated
 * @param last the last one
 * @param asked the last iteration that was to be repeated
 * @param lossDigest of the run's rows from {@code first} to {@code last}
 * @param replayedLossDigest of the replay's rows
 * @param difference the first difference, empty where there is none
 * @param generations checkpoint generations that both have, oldest first
 * @param otherwise what differs between where the run was made and here, one line each, the
 *     likeliest reason for a difference first
 * @param remarks what could not be compared, one line each
 * @param seconds that the replay took
 */
public record ReplayResult(
    RunFolder run,
    Path replay,
    long first,
    long last,
    long asked,
    String lossDigest,
    String replayedLossDigest,
    Optional<Difference> difference,
    List<GenerationComparison> generations,
    List<String> otherwise,
    List<String> remarks,
    double seconds) {
  /** Copies the lists. */
  public ReplayResult {
    generations = List.copyOf(generations);
    otherwise = List.copyOf(otherwise);
    remarks = List.copyOf(remarks);
  }

  /**
   * Where run and replay differ first.
   *
   * @param iteration the first iteration with other losses, or the first generation with other
   *     weights
   * @param text what differs, in one line
   */
  public record Difference(long iteration, String text) {}

  /** Whether all that was asked for was repeated and is the same. */
  public boolean equal() {
    return difference.isEmpty() && last == asked;
  }
}
