package org.saehdbw.runs.meters;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.saehdbw.runs.metrics.MetricsRow;

/**
 * Compares saves, or previews, with earlier ones of the same run. They are slower when each of the
 * last {@value #RECENT} took more than the limit times the median of those before, and at least
 * {@value #WORTH_MILLIS} ms more; they have recovered when each of the last took less than the
 * middle between 1 and the limit. The limit is {@value #RATIO}, or e to the power of {@value
 * SlowdownMonitor#SPREADS} robust relative standard deviations where they vary more.
 */
final class RareWork {
  static final double RATIO = 2;
  static final int RECENT = 3;

  /** The history has at least this many before anything is compared. */
  static final int FEWEST = 5;

  static final double WORTH_MILLIS = 100;

  private final TimedStage stage;
  private final ThinnedHistory history = new ThinnedHistory();
  private final Deque<Double> recent = new ArrayDeque<>();
  private boolean isSlow;

  RareWork(TimedStage stage) {
    this.stage = stage;
  }

  /** Takes an iteration; one without such work before it says nothing. */
  Optional<SpeedChange> add(MetricsRow row) {
    double millis = stage.millis(row);
    if (!(millis > 0)) {
      return Optional.empty();
    }
    recent.addLast(millis);
    if (recent.size() <= RECENT) {
      return Optional.empty();
    }
    double left = recent.removeFirst();
    if (!isSlow) {
      history.add(left);
    }
    if (history.size() < FEWEST) {
      return Optional.empty();
    }
    double usual = history.median(0);
    double limit = Math.max(RATIO, Math.exp(SlowdownMonitor.SPREADS * history.spread(0)));
    boolean crosses = isSlow ? allBelow(usual * (1 + limit) / 2) : allSlow(usual, limit);
    if (!crosses) {
      return Optional.empty();
    }
    isSlow = !isSlow;
    double now = ThinnedHistory.median(recent.stream().map(v -> new double[] {v}).toList(), 0);
    return Optional.of(new SpeedChange(isSlow, row.iteration(), stage, usual, now, usual, now));
  }

  private boolean allSlow(double usual, double limit) {
    return recent.stream().allMatch(v -> v > usual * limit && v > usual + WORTH_MILLIS);
  }

  private boolean allBelow(double most) {
    return recent.stream().allMatch(v -> v < most);
  }
}
