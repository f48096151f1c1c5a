package org.saehdbw.experiments.sweeps.running;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.saehdbw.experiments.places.Cores;
import org.saehdbw.experiments.places.FreeMemory;
import org.saehdbw.experiments.places.Places;
import org.saehdbw.experiments.places.PredictedMemory;
import org.saehdbw.experiments.places.SideBySide;
import org.saehdbw.experiments.sweeps.plan.SweepTrials.Planned;
import org.saehdbw.experiments.sweeps.results.SweepEntry;
import org.saehdbw.runs.Processor;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.plan.StepOptions;

/**
 * How many trials of a sweep run at once on this machine, and the threads of each. The threads of
 * the first start hold for the whole sweep, since another number gives other bytes.
 *
 * @param chosen the choice
 * @param shared threads of trials that do not set them; null where each trial has all cores, as in
 *     sweeps of earlier versions
 */
record SweepPlaces(SideBySide chosen, @Nullable Integer shared) {
  /**
   * Chooses.
   *
   * @param parallel how many at once; 0 leaves it to the machine
   * @param wanted the trials
   * @param begun the ledger's first entry, if the sweep was started before
   */
  static SweepPlaces of(int parallel, List<Planned> wanted, Optional<SweepEntry.Begun> begun)
      throws SettingsException {
    int cores = Processor.here().cores();
    int said =
        wanted.stream()
            .mapToInt(planned -> planned.settings().get(StepOptions.THREADS))
            .max()
            .orElse(0);
    boolean open =
        wanted.stream().anyMatch(planned -> planned.settings().get(StepOptions.THREADS) == 0);
    Integer before = begun.map(SweepEntry.Begun::threads).orElse(null);
    boolean allCores = open && begun.isPresent() && before == null;
    int fixed = before == null ? 0 : before;
    if (allCores) {
      fixed = cores;
    } else if (!open) {
      fixed = said;
    }
    SideBySide chosen =
        SideBySide.choose(
            new SideBySide.Asked(
                "parallel_trials",
                parallel,
                Math.max(1, wanted.size()),
                fixed == 0 ? 0 : Math.max(said, fixed),
                PredictedMemory.mib(wanted.stream().map(Planned::settings).toList())),
            cores,
            FreeMemory.mib());
    return new SweepPlaces(
        chosen, allCores ? null : Integer.valueOf(fixed > 0 ? fixed : chosen.threads()));
  }

  /** Returns trials with the threads of this choice, where they do not set them. */
  List<Planned> in(List<Planned> wanted) throws SettingsException {
    List<Planned> all = new ArrayList<>();
    for (Planned planned : wanted) {
      Settings settings = planned.settings();
      boolean open = shared != null && settings.get(StepOptions.THREADS) == 0;
      all.add(
          open
              ? planned.with(
                  settings.with(StepOptions.THREADS.name(), String.valueOf(shared), "sweep"))
              : planned);
    }
    return all;
  }

  /** Returns the places. */
  Places places() {
    return new Places(chosen.places(), Cores.here().divide(chosen.places(), chosen.threads()));
  }
}
