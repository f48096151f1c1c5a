package org.saehdbw.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * The mean of curves that differ by their seed, with the t interval of that mean at each place;
 * fewer than five seeds give no interval, and {@link #words()} says so.
 */
public final class SeedBand {
  private static final double LEVEL = 0.95;
  private static final int MOST_PLACES = 1000;

  private final List<Curve> curves;
  private final double level;
  private final double[] x;
  private final double[] mean;
  private final double[] low;
  private final double[] high;

  private SeedBand(List<Curve> curves, double level) {
    this.curves = List.copyOf(curves);
    this.level = level;
    x = places(this.curves);
    boolean enough = Seeds.enough(curves.size());
    mean = new double[x.length];
    low = new double[enough ? x.length : 0];
    high = new double[enough ? x.length : 0];
    double[] values = new double[curves.size()];
    for (int i = 0; i < x.length; i++) {
      double place = x[i];
      Arrays.setAll(values, seed -> this.curves.get(seed).at(place));
      MeanT all = MeanT.of(values, level);
      mean[i] = all.mean();
      if (enough) {
        low[i] = all.interval().orElseThrow().low();
        high[i] = all.interval().orElseThrow().high();
      }
    }
  }

  /**
   * Returns the band of 95 %.
   *
   * @throws IllegalArgumentException as {@link #of(List, double)}
   */
  public static SeedBand of(List<Curve> curves) {
    return of(curves, LEVEL);
  }

  /**
   * Returns the band of a level.
   *
   * <p>Its places are those of the curves where they are the same; else all places of all curves
   * that lie where every curve is, thinned to {@value #MOST_PLACES}, with straight lines between.
   *
   * @param curves one a seed, at least one
   * @param level of the intervals, such as 0.95
   * @throws IllegalArgumentException if {@code curves} is empty, they share no place, or the level
   *     is not between 0 and 1
   */
  public static SeedBand of(List<Curve> curves, double level) {
    Arguments.atLeast("curves of a band", 1, curves.size());
    Arguments.level(level);
    return new SeedBand(curves, level);
  }

  /** Returns the curves it was made of, one a seed. */
  public List<Curve> curves() {
    return curves;
  }

  /** Returns how many seeds there are. */
  public int seeds() {
    return curves.size();
  }

  /** Returns the level of the intervals. */
  public double level() {
    return level;
  }

  /** Returns a copy of the places. */
  public double[] x() {
    return x.clone();
  }

  /** Returns a copy of the means, one a place. */
  public double[] mean() {
    return mean.clone();
  }

  /** Returns a copy of the intervals' lower ends, one a place; empty below five seeds. */
  public double[] low() {
    return low.clone();
  }

  /** Returns a copy of the intervals' upper ends, one a place; empty below five seeds. */
  public double[] high() {
    return high.clone();
  }

  /** Whether there are seeds enough for an interval. */
  public boolean hasBand() {
    return low.length > 0;
  }

  /**
   * Says what the band is: {@code mean of 5 seeds with its 95 % t interval (4 degrees of freedom)},
   * or {@code 3 seeds: no band, five are needed}.
   */
  public String words() {
    if (!hasBand()) {
      return Seeds.count(seeds()) + ": no band, five are needed";
    }
    return String.format(
        Locale.ROOT,
        "mean of %s with its %s %% t interval (%d degrees of freedom)",
        Seeds.count(seeds()),
        NumberText.shortest(100 * level),
        seeds() - 1);
  }

  private static double[] places(List<Curve> curves) {
    double[] first = curves.get(0).x();
    if (curves.stream().allMatch(curve -> Arrays.equals(curve.x(), first))) {
      return first;
    }
    double from = curves.stream().mapToDouble(Curve::first).max().orElseThrow();
    double to = curves.stream().mapToDouble(Curve::last).min().orElseThrow();
    if (from > to) {
      List<String> ranges = new ArrayList<>();
      curves.forEach(curve -> ranges.add(curve.first() + " to " + curve.last()));
      throw new IllegalArgumentException(
          "curves of a band must share a part of their range, got " + String.join(", ", ranges));
    }
    double[] all =
        curves.stream()
            .flatMapToDouble(curve -> DoubleStream.of(curve.x()))
            .filter(place -> from <= place && place <= to)
            .sorted()
            .distinct()
            .toArray();
    if (all.length <= MOST_PLACES) {
      return all;
    }
    double[] thinned = new double[MOST_PLACES];
    Arrays.setAll(thinned, i -> all[(int) ((long) i * (all.length - 1) / (MOST_PLACES - 1))]);
    return thinned;
  }
}
