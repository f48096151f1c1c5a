package org.saehdbw.transfers;

import java.util.ArrayList;
import java.util.List;
import org.saehdbw.statistics.Summary;
import org.saehdbw.tensors.CounterRandom;

/**
 * One mode tried on a pair of pictures.
 *
 * @param mode which
 * @param result what it made of the content
 * @param millis how long a call took, the median of the calls after the first
 */
public record TransferTrial(TransferMode mode, Pixels result, double millis) {
  private static final int WARM_UP = 3;

  /**
   * Tries every mode but {@link TransferMode#NONE}, one call after the other on this thread. All
   * calls draw the same directions.
   *
   * @param content the picture that is changed
   * @param reference the picture whose colours are wanted
   * @param calls that are timed, at least 1
   * @param seed of the modes with chance
   * @throws IllegalArgumentException if {@code calls} is below 1, or a transfer refuses the
   *     pictures
   */
  public static List<TransferTrial> all(Pixels content, Pixels reference, int calls, long seed) {
    if (calls < 1) {
      throw new IllegalArgumentException("calls must be at least 1, got " + calls);
    }
    List<TransferTrial> trials = new ArrayList<>();
    for (TransferMode mode : TransferMode.values()) {
      if (mode != TransferMode.NONE) {
        trials.add(of(mode, content, reference, calls, seed));
      }
    }
    return trials;
  }

  private static TransferTrial of(
      TransferMode mode, Pixels content, Pixels reference, int calls, long seed) {
    double[] millis = new double[calls];
    Pixels result = content;
    for (int call = -WARM_UP; call < calls; call++) {
      CounterRandom random = CounterRandom.of(seed, "transfer", 0, 0);
      long start = System.nanoTime();
      result = mode.transfer().apply(content, reference, random);
      if (call >= 0) {
        millis[call] = (System.nanoTime() - start) / 1e6;
      }
    }
    return new TransferTrial(mode, result, Summary.of(millis).median());
  }
}
