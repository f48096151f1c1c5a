package org.saehdbw.experiments.sweeps.results;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.experiments.sweeps.plan.Trial;
import org.saehdbw.experiments.sweeps.plan.TrialFigures;

/**
 * What came of a trial.
 *
 * @param trial which it was
 * @param status how it ended
 * @param runFolder its run folder, absent if it never came to one
 * @param iterations how many it made
 * @param trainSeconds the sum of its iterations, without start, saves and previews
 * @param wallSeconds of all its processes from start to end
 * @param peakResidentMib the most memory its process held; NaN where it was not seen
 * @param figures of the last save by name, with {@code median_step_ms}, {@code samples_per_s} and
 *     the last losses
 * @param message why it was not done, else empty
 */
public record TrialResult(
    Trial trial,
    TrialStatus status,
    Optional<Path> runFolder,
    long iterations,
    double trainSeconds,
    double wallSeconds,
    double peakResidentMib,
    Map<String, Double> figures,
    String message) {
  /** Copies the figures, keeping their order. */
  public TrialResult {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }

  /** Whether its budget was used, or its target reached. */
  public boolean isDone() {
    return status == TrialStatus.DONE;
  }

  /** Whether its iterations ended before the quality that it was to be trained to. */
  public boolean isCensored() {
    return figures.getOrDefault(TrialFigures.REACHED, 1.0) == 0;
  }

  /**
   * Returns a figure as trials may be compared by it: NaN for what a trial took until a quality
   * that it never reached, which is not what it took to give up.
   */
  public double compared(String name) {
    return isCensored() && TrialFigures.isCostOfTarget(name) ? Double.NaN : figure(name);
  }

  /**
   * Returns a figure, or by the names of {@link TrialFigures} what the trial took; NaN if it has
   * none of that name.
   */
  public double figure(String name) {
    return switch (name) {
      case TrialFigures.TRAIN_SECONDS -> trainSeconds;
      case TrialFigures.ITERATIONS -> iterations;
      case TrialFigures.PEAK_MIB -> peakResidentMib;
      default -> figures.getOrDefault(name, Double.NaN);
    };
  }
}
