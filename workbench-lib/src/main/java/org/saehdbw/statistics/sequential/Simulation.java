package org.saehdbw.statistics.sequential;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.saehdbw.tensors.CounterRandom;

/**
 * How often a design ends how, found by drawing results: normal, with a part that all points of a
 * seed share.
 *
 * @param rightly the share of cases in which the better point was found, by look, adding up
 * @param wrongly the share in which another point was called better
 * @param equivalent the share in which the best two were called equivalent
 * @param meanSeeds of a point that is not dropped, at the end
 */
public record Simulation(
    List<Double> rightly, List<Double> wrongly, List<Double> equivalent, double meanSeeds) {
  private static final int POWER_CASES = 1000;
  private static final String PURPOSE = "sequential design";

  /** Copies the lists. */
  public Simulation {
    rightly = List.copyOf(rightly);
    wrongly = List.copyOf(wrongly);
    equivalent = List.copyOf(equivalent);
  }

  /**
   * What is drawn.
   *
   * @param compared points that are compared, at least two
   * @param points that share the error rate, at least as many as are compared
   * @param best how many of them are better than the others, and equal; of one alone it is right to
   *     say that it is the best
   * @param ahead by how many margins; with 0 all points are equal
   * @param deviation the standard deviation of the difference of two points over seeds, in margins
   */
  public record Case(int compared, int points, int best, double ahead, double deviation) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is not in its range
     */
    public Case {
      boolean counts = compared >= 2 && points >= compared && best >= 1 && best <= compared;
      if (!counts || !(ahead >= 0) || !(deviation >= 0)) {
        throw new IllegalArgumentException(
            "a case needs two points or more, no more than share the error rate, one or more of them"
                + " the best, and numbers of 0 or more, got "
                + List.of(compared, points, best, ahead, deviation));
      }
    }

    private double[] draw(int point, long seed, int repeat, int seeds, double margin) {
      double mean = 1 - (point < best ? ahead * margin : 0);
      double spread = deviation * margin;
      return new Drawn(PURPOSE, seed, repeat).values(point, seeds, mean, spread);
    }
  }

  /**
   * Draws one case.
   *
   * @param purpose keeps the draws of different simulations apart
   */
  record Drawn(String purpose, long seed, int repeat) {
    /**
     * Returns normal values, one a seed, of which half of the variance is shared by all points.
     *
     * @param spread the standard deviation of the difference of two points
     */
    double[] values(int point, int seeds, double mean, double spread) {
      CounterRandom shared = CounterRandom.of(seed, purpose, repeat, 0);
      CounterRandom own = CounterRandom.of(seed, purpose, repeat, 1 + point);
      double each = spread / Math.sqrt(2);
      double[] values = new double[seeds];
      for (int i = 0; i < seeds; i++) {
        values[i] = mean + each * (shared.nextGaussian() + own.nextGaussian());
      }
      return values;
    }
  }

  /** Counts ends by look. */
  private static final class Counts {
    private final int[] rightly;
    private final int[] wrongly;
    private final int[] equivalent;
    private long seeds;

    Counts(int looks) {
      rightly = new int[looks];
      wrongly = new int[looks];
      equivalent = new int[looks];
    }

    void run(Design design, Case of, List<double[]> values) {
      List<Integer> alive = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        alive.add(i);
      }
      for (int look = 0; look < design.looks().count(); look++) {
        int count = design.looks().seeds().get(look);
        List<double[]> here =
            alive.stream().map(point -> Arrays.copyOf(values.get(point), count)).toList();
        Look now = Look.at(design, new Look.Data(here, true, look, of.points()));
        if (now.outcome() == Look.Outcome.DIFFERENT) {
          boolean right = of.ahead() > 0 && of.best() == 1 && alive.get(now.first()) == 0;
          (right ? rightly : wrongly)[look]++;
        } else if (now.outcome() == Look.Outcome.EQUIVALENT) {
          equivalent[look]++;
        }
        if (now.outcome() != Look.Outcome.OPEN || look == design.looks().count() - 1) {
          seeds += count;
          return;
        }
        for (int i = now.dropped().size() - 1; i >= 0; i--) {
          alive.remove((int) now.dropped().get(i));
        }
      }
    }

    static List<Double> shares(int[] counts, int cases) {
      List<Double> shares = new ArrayList<>();
      int sum = 0;
      for (int count : counts) {
        sum += count;
        shares.add((double) sum / cases);
      }
      return shares;
    }
  }

  /**
   * Draws cases.
   *
   * @param cases how many
   * @param seed of the draws
   */
  public static Simulation of(Design design, Case of, int cases, long seed) {
    Counts counts = new Counts(design.looks().count());
    double margin = design.margin().inUnits(1);
    for (int repeat = 0; repeat < cases; repeat++) {
      List<double[]> values = new ArrayList<>();
      for (int point = 0; point < of.compared(); point++) {
        values.add(of.draw(point, seed, repeat, design.looks().most(), margin));
      }
      counts.run(design, of, values);
    }
    return new Simulation(
        Counts.shares(counts.rightly, cases),
        Counts.shares(counts.wrongly, cases),
        Counts.shares(counts.equivalent, cases),
        (double) counts.seeds / cases);
  }

  /**
   * Returns the chance to find a difference of one margin between two points, by 1,000 draws that
   * are always the same.
   *
   * @param points that share the error rate
   * @param deviation the standard deviation of the difference over seeds, in margins
   */
  public static double power(Design design, int points, double deviation) {
    return whole(of(design, new Case(2, points, 1, 1, deviation), POWER_CASES, 1).rightly());
  }

  /** Returns the last of shares that add up. */
  public static double whole(List<Double> shares) {
    return shares.get(shares.size() - 1);
  }
}
