package org.saehdbw.experiments.sweeps.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.saehdbw.architectures.ModelSettings;
import org.saehdbw.experiments.deciding.Decide;
import org.saehdbw.experiments.sweeps.plan.SweepPlan.PlannedPoint;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.plan.TrainingTarget;

/**
 * A plan's trials with their numbers: every point with the first seed before any with the second,
 * so that a sweep that is stopped early has something to say of all points.
 *
 * @param wanted the trials to run, in this order
 * @param fresh those of them that the ledger does not know
 * @param gone those of the ledger that are not wanted
 */
public record SweepTrials(List<Planned> wanted, List<Trial> fresh, List<Trial> gone) {
  /**
   * A trial and its point.
   *
   * @param trial with its number
   * @param pointIndex of its point among those of the plan
   * @param settings of this trial
   * @param runName the name of its run, such as {@code t0003-df-ud-64-32-16-16-16-gray}
   */
  public record Planned(Trial trial, int pointIndex, Settings settings, String runName) {
    /** Returns the same trial with another number of iterations. */
    public Planned withTarget(long iterations) throws SettingsException {
      String target = String.valueOf(iterations);
      return with(settings.with(TrainingTarget.TARGET_ITER.name(), target, "halving"));
    }

    /** Returns the same trial with other settings. */
    public Planned with(Settings other) {
      return new Planned(trial, pointIndex, other, runName);
    }
  }

  /** What tells trials apart. */
  private record Key(Map<String, String> point, long seed) {}

  /**
   * Gives every point and first seed its trial.
   *
   * @param known the trials of the ledger, which keep their numbers
   * @throws SettingsException if a trial's settings are not allowed
   */
  public static SweepTrials of(SweepPlan plan, List<Trial> known) throws SettingsException {
    Set<Integer> all = new TreeSet<>();
    for (int i = 0; i < plan.points().size(); i++) {
      all.add(i);
    }
    return of(plan, known, plan.experiment().firstSeeds(), all);
  }

  /**
   * Gives some points' seeds their trials.
   *
   * @param known the trials of the ledger, which keep their numbers
   * @param seeds of each
   * @param points their indices in the plan
   * @throws SettingsException if a trial's settings are not allowed
   */
  public static SweepTrials of(
      SweepPlan plan, List<Trial> known, List<Long> seeds, Set<Integer> points)
      throws SettingsException {
    Map<Key, Trial> left = new LinkedHashMap<>();
    for (Trial trial : known) {
      left.put(new Key(SweepPlan.canonical(trial.point()), trial.seed()), trial);
    }
    int next = known.stream().mapToInt(Trial::number).max().orElse(0) + 1;
    List<Planned> wanted = new ArrayList<>();
    List<Trial> fresh = new ArrayList<>();
    for (long seed : seeds) {
      for (int i : points) {
        PlannedPoint point = plan.points().get(i);
        Trial trial = left.remove(new Key(SweepPlan.canonical(point.point()), seed));
        if (trial == null) {
          trial = new Trial(next++, point.point(), seed);
          fresh.add(trial);
        }
        Settings settings = SweepPlan.ofTrial(point, seed);
        wanted.add(
            new Planned(trial, i, settings, trial.label() + "-" + ModelSettings.spec(settings)));
      }
    }
    left.keySet().removeAll(later(plan));
    return new SweepTrials(wanted, fresh, List.copyOf(left.values()));
  }

  /** Trials that are not wanted here, but may be planned as seeds are added. */
  private static Set<Key> later(SweepPlan plan) throws SettingsException {
    Set<Key> later = new HashSet<>();
    if (plan.experiment().deciding().isPresent()) {
      int most = plan.experiment().deciding().get().mostSeeds();
      for (PlannedPoint point : plan.points()) {
        Map<String, String> canonical = SweepPlan.canonical(point.point());
        Decide.seeds(plan.experiment().seeds(), most)
            .forEach(seed -> later.add(new Key(canonical, seed)));
      }
    }
    return later;
  }
}
