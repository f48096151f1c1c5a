package org.saehdbw.runs.meters;

import java.util.Optional;
import org.saehdbw.statistics.Interval;

/**
 * How long a run still takes, saves and previews included.
 *
 * @param seconds the expected time
 * @param range where the time is in 95 of 100 cases if the run goes on as in its last iterations;
 *     empty where these are too few
 * @param atMost whether it is a bound, since the run may end sooner by what cannot be foreseen
 */
public record Eta(double seconds, Optional<Interval> range, boolean atMost) {
  /** A time that is expected, not a bound. */
  public Eta(double seconds, Optional<Interval> range) {
    this(seconds, range, false);
  }

  /**
   * Returns the time to the target that is reached first.
   *
   * <p>The time of the {@code m} iterations left is predicted from the mean of the last {@code n}.
   * Both means vary, so the range is the prediction interval of a mean: the interval of the known
   * one times the root of {@code 1 + n / m}. A machine that becomes slower or faster later is not
   * foreseen.
   *
   * @param iterations left to the target iteration, infinite without one
   * @param trainSeconds of iterations left to the target time, infinite without one
   * @param pauseShare the time of saves and previews over that of iterations
   * @return empty without a target
   */
  public static Optional<Eta> of(
      Speed speed, double iterations, double trainSeconds, double pauseShare) {
    if (Double.isInfinite(iterations) && Double.isInfinite(trainSeconds)) {
      return Optional.empty();
    }
    double step = speed.stepMillis() / 1000;
    double all = 1 + pauseShare;
    double seconds = all * reached(iterations, step, trainSeconds);
    if (seconds <= 0 || speed.interval().isEmpty()) {
      return Optional.of(new Eta(Math.max(0, seconds), Optional.empty()));
    }
    Interval mean = speed.interval().get();
    double ahead = Math.min(iterations, trainSeconds / step);
    double reach = mean.width() / 2000 * Math.sqrt(1 + speed.iterations() / ahead);
    double low = all * reached(iterations, Math.max(0, step - reach), trainSeconds);
    double high = all * reached(iterations, step + reach, trainSeconds);
    return Optional.of(new Eta(seconds, Optional.of(new Interval(low, high, mean.level()))));
  }

  /** Returns the same time as a bound. */
  public Eta asBound() {
    return new Eta(seconds, range, true);
  }

  private static double reached(double iterations, double stepSeconds, double trainSeconds) {
    double byIteration = Double.isInfinite(iterations) ? iterations : iterations * stepSeconds;
    return Math.max(0, Math.min(byIteration, trainSeconds));
  }
}
