package org.saehdbw.experiments.sweeps.running;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.architectures.ModelSettings;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.dataloaders.BatchOptions;
import org.saehdbw.experiments.sweeps.plan.SweepTrials.Planned;
import org.saehdbw.planning.StepCost;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;

/**
 * The order of trials that run side by side: all with the first seed before any with the second, as
 * ever, and among those of a seed the longest first, so that at the end of the sweep no place stays
 * empty for long while the last one works.
 */
final class LongestFirst {
  private LongestFirst() {}

  private record Size(ModelSpec spec, int batch) {}

  /** Orders trials by the FLOPs of a step. */
  static List<Planned> order(List<Planned> trials) throws SettingsException {
    Map<Size, Double> known = new LinkedHashMap<>();
    Map<Planned, Double> costs = new LinkedHashMap<>();
    Map<Long, List<Planned>> bySeed = new LinkedHashMap<>();
    for (Planned planned : trials) {
      Settings settings = planned.settings();
      Size size = new Size(ModelSettings.spec(settings), settings.get(BatchOptions.BATCH_SIZE));
      costs.put(planned, known.computeIfAbsent(size, LongestFirst::flops));
      bySeed.computeIfAbsent(planned.trial().seed(), seed -> new ArrayList<>()).add(planned);
    }
    List<Planned> ordered = new ArrayList<>();
    for (List<Planned> ofSeed : bySeed.values()) {
      ofSeed.sort(Comparator.comparingDouble((Planned each) -> -costs.getOrDefault(each, 0.0)));
      ordered.addAll(ofSeed);
    }
    return ordered;
  }

  private static double flops(Size size) {
    StepCost.Part total = StepCost.of(size.spec(), size.batch()).total();
    return (double) total.forward().total() + total.backward().total();
  }
}
