package org.saehdbw.experiments.compare.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.saehdbw.statistics.Estimate;

/**
 * Whether something moved while a level was measured: the second half of the processes against the
 * first. Rounds of the same processes resemble one another, so that an interval over rounds would
 * be too sure (docs/decisions/0004).
 *
 * @param what that is looked at: colour's step time, or an arm's ratio to it
 * @param ratio second half over first, with its interval; empty below four processes of each arm
 * @param words what it means
 */
public record DriftCheck(String what, Optional<Estimate> ratio, String words) {
  private static final int FEWEST = 4;

  /**
   * Sets the first process of the second half beside the first of the first half, and so on.
   *
   * @param byProcess a figure above 0 for each process, in the order of time
   */
  static DriftCheck of(String what, double[] byProcess) {
    if (byProcess.length < FEWEST) {
      return new DriftCheck(
          what, Optional.empty(), "too few processes to tell whether " + what + " drifted");
    }
    int half = byProcess.length / 2;
    List<double[]> first = new ArrayList<>();
    List<double[]> second = new ArrayList<>();
    for (int i = 0; i < half; i++) {
      first.add(new double[] {byProcess[i]});
      second.add(new double[] {byProcess[byProcess.length - half + i]});
    }
    Estimate ratio = TimeRatio.of(first, second);
    String words =
        String.format(
            Locale.ROOT,
            "%s in the second half of the processes was %.3f times that of the first (%.3f to"
                + " %.3f): %s",
            what,
            ratio.value(),
            ratio.interval().low(),
            ratio.interval().high(),
            ratio.interval().contains(1) ? "no drift was found" : "it drifted");
    return new DriftCheck(what, Optional.of(ratio), words);
  }

  /** Whether the interval leaves 1 out. */
  public boolean drifted() {
    return ratio.isPresent() && !ratio.get().interval().contains(1);
  }
}
