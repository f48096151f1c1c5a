package org.saehdbw.statistics.sequential;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How often arms that are compared with one reference, and share the error rate, end how: found by
 * drawing normal results, with a part that all arms of a seed share.
 *
 * @param found the share of differing arms that were called different, in the right direction
 * @param wrongly the share of cases in which any equal arm was called different, or a differing one
 *     in the wrong direction
 * @param equivalent the share of equal arms that were called equivalent
 * @param wronglyEquivalent the share of cases in which any arm that differs was called equivalent
 * @param meanSeeds of the reference, which gets seeds until every arm is decided
 */
public record ArmSimulation(
    double found, double wrongly, double equivalent, double wronglyEquivalent, double meanSeeds) {
  private static final String PURPOSE = "arms against a reference";

  /**
   * What is drawn.
   *
   * @param equal arms that equal the reference
   * @param differing arms that are better
   * @param ahead by how many margins they are
   * @param deviation the standard deviation of the difference of an arm and the reference over
   *     seeds, in margins
   */
  public record Case(int equal, int differing, double ahead, double deviation) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if there are no arms, or a number is below 0
     */
    public Case {
      boolean counts = equal >= 0 && differing >= 0 && equal + differing >= 1;
      if (!counts || !(ahead >= 0) || !(deviation >= 0)) {
        throw new IllegalArgumentException(
            "a case needs an arm or more, and numbers of 0 or more, got "
                + List.of(equal, differing, ahead, deviation));
      }
    }

    private int arms() {
      return equal + differing;
    }

    /** The values of arm 0, 1, ... or, as the last one, of the reference; equal arms come first. */
    private double[] draw(int arm, long seed, int repeat, int seeds, double margin) {
      double mean = 1 - (arm >= equal && arm < arms() ? ahead * margin : 0);
      double spread = deviation * margin;
      return new Simulation.Drawn(PURPOSE, seed, repeat).values(arm, seeds, mean, spread);
    }
  }

  /** How one arm ended. */
  private record End(Look.Outcome outcome, boolean better, int seeds) {}

  /**
   * Draws cases.
   *
   * @param whole the design whose error rate the arms share
   * @param cases how many
   * @param seed of the draws
   */
  public static ArmSimulation of(Design whole, Case of, int cases, long seed) {
    Design design = whole.among(of.arms());
    int most = design.looks().most();
    double margin = design.margin().inUnits(1);
    double found = 0;
    double equivalent = 0;
    long wrongly = 0;
    long wronglyEquivalent = 0;
    long seeds = 0;
    for (int repeat = 0; repeat < cases; repeat++) {
      double[] reference = of.draw(of.arms(), seed, repeat, most, margin);
      List<End> ends = new ArrayList<>();
      for (int arm = 0; arm < of.arms(); arm++) {
        ends.add(end(design, of.draw(arm, seed, repeat, most, margin), reference));
      }
      List<End> equal = ends.subList(0, of.equal());
      List<End> differing = ends.subList(of.equal(), of.arms());
      found += differing.stream().filter(End::better).count();
      equivalent += equal.stream().filter(ArmSimulation::isEquivalent).count();
      wrongly +=
          equal.stream().anyMatch(ArmSimulation::isDifferent)
                  || differing.stream().anyMatch(end -> isDifferent(end) && !end.better())
              ? 1
              : 0;
      wronglyEquivalent += differing.stream().anyMatch(ArmSimulation::isEquivalent) ? 1 : 0;
      seeds += ends.stream().mapToInt(End::seeds).max().orElseThrow();
    }
    return new ArmSimulation(
        found / Math.max(1, of.differing()) / cases,
        (double) wrongly / cases,
        equivalent / Math.max(1, of.equal()) / cases,
        (double) wronglyEquivalent / cases,
        (double) seeds / cases);
  }

  private static boolean isDifferent(End end) {
    return end.outcome() == Look.Outcome.DIFFERENT;
  }

  private static boolean isEquivalent(End end) {
    return end.outcome() == Look.Outcome.EQUIVALENT;
  }

  private static End end(Design design, double[] values, double[] reference) {
    List<Integer> looks = design.looks().seeds();
    for (int look = 0; look < looks.size(); look++) {
      int seeds = looks.get(look);
      PairLook seen =
          PairLook.at(design, Arrays.copyOf(values, seeds), Arrays.copyOf(reference, seeds), look);
      if (seen.outcome() != Look.Outcome.OPEN || look == looks.size() - 1) {
        boolean better = seen.outcome() == Look.Outcome.DIFFERENT && seen.difference().mean() < 0;
        return new End(seen.outcome(), better, seeds);
      }
    }
    throw new IllegalStateException("a design has a look");
  }
}
