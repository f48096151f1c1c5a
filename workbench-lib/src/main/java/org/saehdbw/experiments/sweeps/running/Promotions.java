package org.saehdbw.experiments.sweeps.running;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.saehdbw.experiments.sweeps.plan.Halving;
import org.saehdbw.experiments.sweeps.plan.SweepPlan;
import org.saehdbw.experiments.sweeps.plan.SweepTrials.Planned;
import org.saehdbw.experiments.sweeps.plan.TrialFigures;
import org.saehdbw.experiments.sweeps.results.SweepEntry;
import org.saehdbw.experiments.sweeps.results.SweepLedger;
import org.saehdbw.experiments.sweeps.results.TrialResult;
import org.saehdbw.settings.SettingsException;

/** Decides which points of a halving continue after a rung; a decision in the ledger holds. */
final class Promotions {
  private final SweepPlan plan;
  private final SweepLedger ledger;

  Promotions(SweepPlan plan, SweepLedger ledger) {
    this.plan = plan;
    this.ledger = ledger;
  }

  /**
   * A point's place among others.
   *
   * @param point its index in the plan
   * @param mean of the metric over its seeds; infinite, the worst, if a trial of it was not done
   */
  private record Ranked(int point, double mean) {}

  /**
   * Returns the points that continue, by their index in the plan.
   *
   * @param trials of the rung, all with results
   * @param points the indices of their points
   * @param iterations that they were trained
   */
  Set<Integer> survivors(List<Planned> trials, Set<Integer> points, int rung, long iterations)
      throws SettingsException, IOException {
    Optional<Set<Integer>> before = decided(rung, points);
    return before.isPresent() ? before.get() : decide(trials, rung, iterations);
  }

  /** The survivors that the ledger names, empty where it compared other points or none. */
  private Optional<Set<Integer>> decided(int rung, Set<Integer> here) throws SettingsException {
    Optional<SweepEntry.Promoted> entry = ledger.state().promotion(rung);
    if (entry.isEmpty() || entry.get().points() != here.size()) {
      return Optional.empty();
    }
    Map<Map<String, String>, Integer> indices = new LinkedHashMap<>();
    for (int index : here) {
      indices.put(SweepPlan.canonical(plan.points().get(index).point()), index);
    }
    Set<Integer> survivors = new TreeSet<>();
    for (SweepEntry.Promoted.Survivor survivor : entry.get().survivors()) {
      Integer index = indices.get(SweepPlan.canonical(survivor.point()));
      if (index == null) {
        return Optional.empty();
      }
      survivors.add(index);
    }
    return Optional.of(survivors);
  }

  /** Compares points by the mean over seeds, and notes which continue. */
  private Set<Integer> decide(List<Planned> trials, int rung, long iterations) throws IOException {
    Map<Integer, List<TrialResult>> byPoint = new LinkedHashMap<>();
    for (Planned planned : trials) {
      byPoint
          .computeIfAbsent(planned.pointIndex(), i -> new ArrayList<>())
          .add(ledger.state().result(planned.trial(), rung).orElseThrow());
    }
    String metric = plan.experiment().metric();
    Halving halving = plan.experiment().halving().orElseThrow();
    List<Ranked> ranked = rank(byPoint, metric);
    List<SweepEntry.Promoted.Survivor> survivors = new ArrayList<>();
    Set<Integer> alive = new TreeSet<>();
    for (Ranked point :
        ranked.subList(0, Math.min(ranked.size(), halving.survivors(ranked.size())))) {
      if (Double.isFinite(point.mean())) {
        survivors.add(
            new SweepEntry.Promoted.Survivor(
                plan.points().get(point.point()).point(), point.mean()));
        alive.add(point.point());
      }
    }
    ledger.append(new SweepEntry.Promoted(rung, iterations, ranked.size(), metric, survivors));
    return alive;
  }

  /** Ranks points, the best first; of equal ones the one that was planned first. */
  private static List<Ranked> rank(Map<Integer, List<TrialResult>> results, String metric) {
    boolean lower = TrialFigures.lowerIsBetter(metric);
    double worst = lower ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    Comparator<Ranked> order = Comparator.comparingDouble(Ranked::mean);
    return results.entrySet().stream()
        .map(entry -> new Ranked(entry.getKey(), mean(entry.getValue(), metric, worst)))
        .sorted((lower ? order : order.reversed()).thenComparingInt(Ranked::point))
        .toList();
  }

  private static double mean(List<TrialResult> results, String metric, double worst) {
    double sum = 0;
    for (TrialResult result : results) {
      double value = result.figure(metric);
      if (!result.isDone() || Double.isNaN(value)) {
        return worst;
      }
      sum += value;
    }
    return sum / results.size();
  }
}
