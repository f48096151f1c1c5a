package org.saehdbw.experiments.sweeps.running;

import java.io.IOException;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.MetricsTail;
import org.saehdbw.settings.Settings;
import org.saehdbw.training.plan.TrainingTarget;

/**
 * Notices once that a trial will soon reach its target, by the last row of its metrics, so that the
 * next trial's process can prepare itself meanwhile.
 */
final class NearEnd {
  /** A process prepares itself within some seconds, longer beside a training on the same core. */
  private static final double SOON_S = 8;

  private static final long LOOK_NANOS = 500_000_000L;
  private static final double MILLIS = 1e3;
  private static final double NANOS = 1e9;

  private final long iterations;
  private final double seconds;
  private final Runnable noticed;
  private final LongSupplier nanoTime;
  private final long since;
  private long lookedAt;
  private boolean done;

  /**
   * Takes a trial's target.
   *
   * @param noticed run once, on the thread that looks
   */
  NearEnd(Settings settings, Runnable noticed, LongSupplier nanoTime) {
    iterations = settings.get(TrainingTarget.TARGET_ITER);
    seconds = settings.get(TrainingTarget.TARGET_TRAIN_S);
    this.noticed = noticed;
    this.nanoTime = nanoTime;
    since = nanoTime.getAsLong();
    lookedAt = since;
  }

  /** Looks, at most twice a second. */
  void look(Optional<RunFolder> run) throws IOException {
    long now = nanoTime.getAsLong();
    if (done || run.isEmpty() || now - lookedAt < LOOK_NANOS) {
      return;
    }
    lookedAt = now;
    Optional<MetricsRow> last = MetricsTail.read(run.get().metricsFile()).lastRow();
    if (last.isPresent() && left(last.get(), (now - since) / NANOS) < SOON_S) {
      done = true;
      noticed.run();
    }
  }

  /** Seconds that are left; what saves and judgements take comes on top. */
  private double left(MetricsRow last, double watched) {
    double left = Double.POSITIVE_INFINITY;
    if (iterations > 0) {
      left = (iterations - last.iteration()) * last.stepMillis() / MILLIS;
    }
    return seconds > 0 ? Math.min(left, seconds - watched) : left;
  }
}
