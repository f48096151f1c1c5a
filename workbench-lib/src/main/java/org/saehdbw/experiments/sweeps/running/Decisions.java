package org.saehdbw.experiments.sweeps.running;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.saehdbw.experiments.deciding.LookOutcome;
import org.saehdbw.experiments.deciding.PairFigures;
import org.saehdbw.experiments.sweeps.plan.SweepPlan;
import org.saehdbw.experiments.sweeps.plan.SweepTrials.Planned;
import org.saehdbw.experiments.sweeps.plan.TrialFigures;
import org.saehdbw.experiments.sweeps.results.ComparedPair;
import org.saehdbw.experiments.sweeps.results.SweepEntry;
import org.saehdbw.experiments.sweeps.results.SweepLedger;
import org.saehdbw.experiments.sweeps.results.TrialResult;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.statistics.sequential.Design;
import org.saehdbw.statistics.sequential.Look;

/** Compares points as seeds are added; a look that is in the ledger holds. */
final class Decisions {
  private static final String WORSE = "worse than another point";
  private static final String NOT_DONE = "not every trial has a result that compares";

  private final SweepPlan plan;
  private final SweepLedger ledger;
  private final Design design;

  Decisions(SweepPlan plan, SweepLedger ledger) {
    this.plan = plan;
    this.ledger = ledger;
    design = plan.experiment().deciding().orElseThrow().design();
  }

  /**
   * Returns what a look found: as the ledger has it, if it compared the same points.
   *
   * @param look counted from 0
   * @param trials of the points that can still be the best, all with results
   */
  SweepEntry.Look look(int look, List<Planned> trials) throws SettingsException, IOException {
    Set<Map<String, String>> points = new TreeSet<>(Comparator.comparing(Map::toString));
    for (Planned planned : trials) {
      points.add(canonical(planned.pointIndex()));
    }
    for (SweepEntry.Look before : ledger.state().looks()) {
      if (before.look() == look + 1 && canonical(before.points()).equals(points)) {
        return before;
      }
    }
    SweepEntry.Look found = compare(look, trials);
    ledger.append(found);
    return found;
  }

  private Map<String, String> canonical(int point) throws SettingsException {
    return SweepPlan.canonical(plan.points().get(point).point());
  }

  private static Set<Map<String, String>> canonical(List<Map<String, String>> points)
      throws SettingsException {
    Set<Map<String, String>> all = new TreeSet<>(Comparator.comparing(Map::toString));
    for (Map<String, String> point : points) {
      all.add(SweepPlan.canonical(point));
    }
    return all;
  }

  /** Returns the indices of the points that a look left over. */
  Set<Integer> alive(SweepEntry.Look look, Set<Integer> before) throws SettingsException {
    Set<Map<String, String>> dropped =
        canonical(look.dropped().stream().map(SweepEntry.Look.Dropped::point).toList());
    Set<Integer> alive = new TreeSet<>();
    for (int point : before) {
      if (!dropped.contains(canonical(point))) {
        alive.add(point);
      }
    }
    return alive;
  }

  private SweepEntry.Look compare(int look, List<Planned> trials) {
    String metric = plan.experiment().metric();
    TreeMap<Integer, List<Double>> values = new TreeMap<>();
    for (Planned planned : trials) {
      TrialResult result = ledger.state().result(planned.trial(), 0).orElseThrow();
      values
          .computeIfAbsent(planned.pointIndex(), point -> new ArrayList<>())
          .add(result.isDone() ? result.compared(metric) : Double.NaN);
    }
    List<Map<String, String>> points = values.keySet().stream().map(this::point).toList();
    List<SweepEntry.Look.Dropped> dropped = new ArrayList<>();
    for (int point : List.copyOf(values.keySet())) {
      if (!values.getOrDefault(point, List.of()).stream().allMatch(Double::isFinite)) {
        values.remove(point);
        dropped.add(new SweepEntry.Look.Dropped(point(point), NOT_DONE));
      }
    }
    if (values.size() < 2) {
      return entry(look, LookOutcome.NOT_COMPARABLE, points, dropped, null);
    }
    List<Integer> indices = List.copyOf(values.keySet());
    List<double[]> each =
        values.values().stream()
            .map(of -> of.stream().mapToDouble(Double::doubleValue).toArray())
            .toList();
    boolean lower = TrialFigures.lowerIsBetter(metric);
    Look found = Look.at(design, new Look.Data(each, lower, look, plan.points().size()));
    found
        .dropped()
        .forEach(at -> dropped.add(new SweepEntry.Look.Dropped(point(indices.get(at)), WORSE)));
    ComparedPair pair =
        new ComparedPair(
            point(indices.get(found.first())),
            point(indices.get(found.second())),
            PairFigures.of(
                design,
                plan.points().size(),
                new PairFigures.Tested(
                    each.get(found.first()),
                    each.get(found.second()),
                    found.difference(),
                    found.equivalence())));
    return entry(look, LookOutcome.of(found.outcome()), points, dropped, pair);
  }

  private Map<String, String> point(int index) {
    return plan.points().get(index).point();
  }

  private SweepEntry.Look entry(
      int look,
      LookOutcome outcome,
      List<Map<String, String>> points,
      List<SweepEntry.Look.Dropped> dropped,
      @Nullable ComparedPair pair) {
    int seeds = design.looks().seeds().get(look);
    return new SweepEntry.Look(
        look + 1, seeds, plan.experiment().metric(), outcome, points, dropped, pair);
  }
}
