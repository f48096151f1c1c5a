package org.saehdbw.runs.meters;

import java.util.Optional;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.statistics.Interval;

/**
 * The speed over the last {@value #WINDOW} iterations. Taking a row costs nothing to speak of; the
 * figures are worked out when they are asked for.
 *
 * <p>Step times resemble their neighbours, so the interval of their mean is that of batch means:
 * the window is divided into {@value #BLOCKS} blocks of neighbours, whose means are nearly
 * independent, and gets the t interval of these means. Rows of unknown time are left out.
 */
public final class SpeedMeter {
  /** How many iterations a figure comes from, or all where a run has fewer. */
  public static final int WINDOW = 200;

  /** Fewer iterations give no interval. */
  public static final int FEWEST = 50;

  static final int BLOCKS = 10;
  private static final double LEVEL = 0.95;

  /** Of the t distribution with 9 degrees of freedom, at 0.975. */
  private static final double QUANTILE = 2.2621571627409915;

  private final double[] steps = new double[WINDOW];
  private final double[] waits = new double[WINDOW];
  private final double[] samples = new double[WINDOW];
  private long count;
  private double residentMib = Double.NaN;
  private boolean hasSaved;
  private double sinceSaveMillis;
  private double pauseMillis;

  /** Takes the next iteration. */
  public void add(MetricsRow row) {
    double step = row.stepMillis();
    if (Double.isNaN(step)) {
      return;
    }
    int place = (int) (count++ % WINDOW);
    steps[place] = step;
    waits[place] = row.waitMillis();
    samples[place] = row.samplesPerSecond() * step;
    residentMib = row.residentMib();
    double pause = known(row.stages().save()) + known(row.stages().preview());
    if (hasSaved) {
      sinceSaveMillis += step;
      pauseMillis += pause;
    }
    hasSaved |= pause > 0;
  }

  private static double known(double value) {
    return Double.isNaN(value) ? 0 : value;
  }

  /**
   * Returns the time of saves and previews over the time of iterations, 0 without any. The first
   * save is left out, as it follows the first iteration.
   */
  public double pauseShare() {
    return sinceSaveMillis > 0 ? pauseMillis / sinceSaveMillis : 0;
  }

  /** Returns the speed, empty before the first iteration of known time. */
  public Optional<Speed> speed() {
    int all = (int) Math.min(count, WINDOW);
    if (all == 0) {
      return Optional.empty();
    }
    int block = all / BLOCKS;
    int used = all < FEWEST ? all : block * BLOCKS;
    double total = sum(steps, used);
    double mean = total / used;
    Optional<Interval> interval =
        all < FEWEST ? Optional.empty() : Optional.of(interval(mean, block));
    return Optional.of(
        new Speed(
            mean,
            interval,
            sum(samples, used) / total,
            sum(waits, used) / total,
            residentMib,
            used));
  }

  private Interval interval(double mean, int block) {
    double squares = 0;
    for (int i = 0; i < BLOCKS; i++) {
      double own = (sum(steps, (i + 1) * block) - sum(steps, i * block)) / block;
      squares += (own - mean) * (own - mean);
    }
    double reach = QUANTILE * Math.sqrt(squares / (BLOCKS - 1) / BLOCKS);
    return new Interval(mean - reach, mean + reach, LEVEL);
  }

  /** The sum of the last values. */
  private double sum(double[] ring, int last) {
    double sum = 0;
    for (int i = 1; i <= last; i++) {
      sum += ring[(int) ((count - i) % WINDOW)];
    }
    return sum;
  }
}
