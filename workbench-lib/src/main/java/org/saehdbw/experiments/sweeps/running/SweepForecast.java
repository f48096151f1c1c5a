package org.saehdbw.experiments.sweeps.running;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hipparchus.stat.descriptive.DescriptiveStatistics;
import org.saehdbw.experiments.deciding.Decide;
import org.saehdbw.experiments.sweeps.plan.SweepPlan;
import org.saehdbw.experiments.sweeps.plan.TrialFigures;
import org.saehdbw.experiments.sweeps.results.PointResult;
import org.saehdbw.experiments.sweeps.results.TrialResult;
import org.saehdbw.settings.Settings;
import org.saehdbw.statistics.sequential.Simulation;
import org.saehdbw.training.plan.SaveSchedule;
import org.saehdbw.training.plan.TrainingTarget;

/**
 * How long a sweep will take, and how likely it is to be decided, worked out from a pilot.
 *
 * @param points of the sweep
 * @param trialSeconds of a trial, the mean over points
 * @param atOnce how many trials run at once
 * @param deviation the standard deviation of the difference of two points over seeds, in margins;
 *     empty where the pilot's trials are shorter than those of the sweep, or without a margin
 * @param trials of a sweep with a fixed number of seeds, or before the first look
 */
public record SweepForecast(
    int points, double trialSeconds, int atOnce, Optional<Double> deviation, int trials) {
  /** Chances are worked out from so many draws. */
  private static final int CASES = 500;

  private static final double MILLIS = 1e3;
  private static final double SECONDS_PER_MINUTE = 60;

  /**
   * The chances to be decided by a look, if no point is dropped.
   *
   * @param seeds of each point
   * @param seconds until then
   * @param ofMargin if the best point is better than the next by one margin
   * @param ofNone if the best two do not differ
   */
  public record Chance(int seeds, double seconds, double ofMargin, double ofNone) {}

  /**
   * Works out a forecast.
   *
   * @throws IllegalStateException if no trial of the pilot was done
   */
  public static SweepForecast of(SweepPlan plan, SweepPilot pilot) {
    List<Double> each = new ArrayList<>();
    for (int i = 0; i < plan.points().size(); i++) {
      for (TrialResult result : pilot.results().points().get(i).done()) {
        each.add(seconds(plan.points().get(i).settings(), result));
      }
    }
    double mean = each.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    if (each.isEmpty()) {
      throw new IllegalStateException(
          "no trial of the pilot was done: " + pilot.results().results().get(0).message());
    }
    return new SweepForecast(
        plan.points().size(),
        mean,
        pilot.atOnce(),
        plan.experiment().deciding().flatMap(how -> deviation(how, pilot)),
        plan.points().size() * plan.experiment().firstSeeds().size());
  }

  /** The seconds of a whole trial: its start, its iterations, its saves. */
  private static double seconds(Settings whole, TrialResult pilot) {
    double save = Math.max(0, pilot.figure(TrialFigures.SAVE_SECONDS));
    double start = Math.max(0, pilot.wallSeconds() - pilot.trainSeconds() - save);
    int iterations = whole.get(TrainingTarget.TARGET_ITER);
    double limit = whole.get(TrainingTarget.TARGET_TRAIN_S);
    double train = iterations * pilot.figure(TrialFigures.STEP_MILLIS) / MILLIS;
    double time = limit > 0 ? limit : train;
    int every = whole.get(SaveSchedule.SAVE_INTERVAL_ITER);
    double minutes = whole.get(SaveSchedule.SAVE_INTERVAL_MIN);
    double saves = 1;
    if (every > 0 && iterations > 0) {
      saves = Math.ceil((double) iterations / every);
    } else if (minutes > 0) {
      saves = Math.max(1, time / SECONDS_PER_MINUTE / minutes);
    }
    return start + time + saves * save;
  }

  /** The pooled deviation over all pairs of points, of whole trainings alone. */
  private static Optional<Double> deviation(Decide how, SweepPilot pilot) {
    String metric = pilot.results().metric();
    List<PointResult> points = pilot.results().points();
    double variance = 0;
    double margin = 0;
    int pairs = 0;
    for (int i = 0; i < points.size(); i++) {
      for (int j = i + 1; j < points.size(); j++) {
        double[] first = values(points.get(i), metric);
        double[] second = values(points.get(j), metric);
        if (first.length == 2 && second.length == 2) {
          DescriptiveStatistics differences = new DescriptiveStatistics();
          differences.addValue(first[0] - second[0]);
          differences.addValue(first[1] - second[1]);
          variance += differences.getVariance();
          margin += how.margin().inUnits(second);
          pairs++;
        }
      }
    }
    boolean whole = pilot.iterations() == pilot.wholeIterations();
    return whole && pairs > 0 && margin > 0
        ? Optional.of(Math.sqrt(variance / pairs) / (margin / pairs))
        : Optional.empty();
  }

  private static double[] values(PointResult point, String metric) {
    return point.bySeed(metric).values().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Returns the seconds of so many trials, side by side as in the pilot. */
  public double secondsOf(int count) {
    return Math.ceil((double) count / atOnce) * trialSeconds;
  }

  /**
   * Returns the chances by look.
   *
   * @param how points are compared
   * @param deviation in margins
   */
  public List<Chance> chances(Decide how, double deviation) {
    Simulation margin =
        Simulation.of(how.design(), new Simulation.Case(2, points, 1, 1, deviation), CASES, 1);
    Simulation none =
        Simulation.of(how.design(), new Simulation.Case(2, points, 1, 0, deviation), CASES, 1);
    List<Chance> chances = new ArrayList<>();
    for (int look = 0; look < how.looks().count(); look++) {
      int seeds = how.looks().seeds().get(look);
      chances.add(
          new Chance(seeds, secondsOf(seeds * points), decided(margin, look), decided(none, look)));
    }
    return chances;
  }

  private static double decided(Simulation of, int look) {
    return of.rightly().get(look) + of.wrongly().get(look) + of.equivalent().get(look);
  }
}
