package org.saehdbw.runs.meters;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.saehdbw.runs.metrics.MetricsRow;

/** Collects neighbouring iterations and averages them, all but the quickest and the slowest. */
final class IterationBlock {
  /** How many iterations are averaged. */
  static final int SIZE = 20;

  /** How many are left out at each end: single long iterations say nothing about the speed. */
  static final int TRIMMED = 2;

  /** The stages of an iteration, after its whole time, in the order of a block's means. */
  static final List<TimedStage> STAGES =
      Stream.of(TimedStage.Kind.TRAINER, TimedStage.Kind.LOADER)
          .flatMap(kind -> TimedStage.of(kind).stream())
          .toList();

  private final double[][] rows = new double[SIZE][];
  private int filled;

  /**
   * Takes an iteration.
   *
   * @return the means when the block is full: the whole iteration at place 0, then {@link #STAGES}
   */
  Optional<double[]> add(MetricsRow row) {
    double[] values = new double[1 + STAGES.size()];
    values[0] = row.stepMillis();
    for (int i = 1; i < values.length; i++) {
      values[i] = STAGES.get(i - 1).millis(row);
    }
    rows[filled++] = values;
    if (filled < SIZE) {
      return Optional.empty();
    }
    filled = 0;
    return Optional.of(means());
  }

  static int place(TimedStage stage) {
    return 1 + STAGES.indexOf(stage);
  }

  /** The same iterations count for every stage, so that the trainer's stages add up to the step. */
  private double[] means() {
    double[][] sorted = rows.clone();
    Arrays.sort(sorted, Comparator.comparingDouble(values -> values[0]));
    double[] means = new double[sorted[0].length];
    for (int row = TRIMMED; row < SIZE - TRIMMED; row++) {
      for (int i = 0; i < means.length; i++) {
        means[i] += sorted[row][i] / (SIZE - 2 * TRIMMED);
      }
    }
    return means;
  }
}
