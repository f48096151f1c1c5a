package org.saehdbw.runs.meters;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.saehdbw.runs.metrics.MetricsRow;

/**
 * Compares a run's speed with its own history, from where the monitor was made.
 *
 * <p>An iteration's time is averaged over blocks of {@value IterationBlock#SIZE}, the two quickest
 * and two slowest left out. The median of the last {@value #RECENT} blocks is compared with the
 * median of all earlier blocks. The run is slower when the ratio is above the limit without a break
 * for {@value #HOLD_SECONDS} seconds of iterations; it has recovered when the ratio is below the
 * middle between 1 and the limit for as long. The limit is {@value #RATIO}, or e to the power of
 * {@value #SPREADS} times the robust relative standard deviation of the history's blocks where
 * these vary more. Blocks of a slow time do not join the history. Saves and previews are no part of
 * an iteration's time; {@link RareWork} compares each of them with those before.
 *
 * <p>Why these figures: {@code docs/training.md}, section Meters.
 */
public final class SlowdownMonitor {
  static final double RATIO = 1.25;
  static final double SPREADS = 4;
  static final int HOLD_SECONDS = 60;
  static final int RECENT = 5;

  /** The history has at least this many blocks, 1,000 iterations, before anything is compared. */
  static final int FEWEST_BLOCKS = 50;

  /** A loader's stage is named where the loader's work on a sample has grown by this ratio. */
  private static final double LOADER_RATIO = 1.1;

  private final IterationBlock block = new IterationBlock();
  private final ThinnedHistory history = new ThinnedHistory();
  private final Deque<double[]> recent = new ArrayDeque<>();
  private final List<RareWork> rare =
      TimedStage.of(TimedStage.Kind.RARE).stream().map(RareWork::new).toList();
  private boolean isWarm;
  private boolean isSlow;
  private double heldMillis;

  /**
   * Takes the next iteration.
   *
   * @return what changed with it, nearly always nothing
   */
  public List<SpeedChange> add(MetricsRow row) {
    List<SpeedChange> changes = new ArrayList<>();
    rare.forEach(work -> work.add(row).ifPresent(changes::add));
    if (!Double.isNaN(row.stepMillis())) {
      block.add(row).flatMap(means -> judge(means, row.iteration())).ifPresent(changes::add);
    }
    return changes;
  }

  private Optional<SpeedChange> judge(double[] means, long iteration) {
    // The first block has the compiler's warm-up in it.
    if (!isWarm) {
      isWarm = true;
      return Optional.empty();
    }
    recent.addLast(means);
    if (recent.size() <= RECENT) {
      return Optional.empty();
    }
    double[] left = recent.removeFirst();
    if (!isSlow && heldMillis == 0) {
      history.add(left);
    }
    if (history.size() < FEWEST_BLOCKS) {
      return Optional.empty();
    }
    double usual = history.median(0);
    double now = ThinnedHistory.median(recent, 0);
    double limit = Math.max(RATIO, Math.exp(SPREADS * history.spread(0)));
    boolean crosses = isSlow ? now < usual * (1 + limit) / 2 : now > usual * limit;
    heldMillis = crosses ? heldMillis + means[0] * IterationBlock.SIZE : 0;
    if (heldMillis < HOLD_SECONDS * 1000) {
      return Optional.empty();
    }
    heldMillis = 0;
    isSlow = !isSlow;
    TimedStage stage = slowed();
    int place = IterationBlock.place(stage);
    return Optional.of(
        new SpeedChange(
            isSlow,
            iteration,
            stage,
            history.median(place),
            ThinnedHistory.median(recent, place),
            usual,
            now));
  }

  /** The trainer's stage that grew most; where it is the wait, the loader's stage behind it. */
  private TimedStage slowed() {
    TimedStage stage = mostGrown(TimedStage.Kind.TRAINER);
    if (stage != TimedStage.WAIT) {
      return stage;
    }
    double usual = 0;
    double now = 0;
    for (TimedStage each : TimedStage.of(TimedStage.Kind.LOADER)) {
      int place = IterationBlock.place(each);
      usual += history.median(place);
      now += ThinnedHistory.median(recent, place);
    }
    return now > usual * LOADER_RATIO ? mostGrown(TimedStage.Kind.LOADER) : stage;
  }

  private TimedStage mostGrown(TimedStage.Kind kind) {
    return TimedStage.of(kind).stream().max(Comparator.comparingDouble(this::growth)).orElseThrow();
  }

  private double growth(TimedStage stage) {
    int place = IterationBlock.place(stage);
    double growth = ThinnedHistory.median(recent, place) - history.median(place);
    return Double.isNaN(growth) ? 0 : growth;
  }
}
