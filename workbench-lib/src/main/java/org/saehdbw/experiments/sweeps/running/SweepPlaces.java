package org.saehdbw.experiments.sweeps.running;

import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.saehdbw.experiments.places.CardPlaces;
import org.saehdbw.experiments.places.Places;
import org.saehdbw.experiments.places.PredictedMemory;
import org.saehdbw.experiments.places.SideBySide;
import org.saehdbw.experiments.sweeps.plan.Experiment;
import org.saehdbw.experiments.sweeps.plan.SweepTrials.Planned;
import org.saehdbw.experiments.sweeps.results.SweepEntry;
import org.saehdbw.runs.Processor;
import org.saehdbw.runs.memory.FreeMemory;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.components.CustomComponents;
import org.saehdbw.training.devices.CardNeeds;
import org.saehdbw.training.devices.DeviceChoice;
import org.saehdbw.training.devices.TrainingDevice;
import org.saehdbw.training.memory.CardMemory;
import org.saehdbw.training.plan.SchedulePlans;
import org.saehdbw.training.plan.StepOptions;

/**
 * How many trials of a sweep run at once on this machine, the threads of each, and on which cards.
 * The threads of the first start hold for the whole sweep, since another number gives other bytes.
 *
 * @param chosen the choice
 * @param shared threads of trials that do not set them; null where each trial has all cores, as in
 *     sweeps of earlier versions
 * @param devices a card for each place; none where trials run as their settings say
 */
record SweepPlaces(SideBySide chosen, @Nullable Integer shared, List<String> devices) {
  private static final String KEY = "parallel_trials";

  /**
   * Chooses.
   *
   * @param wanted the trials, at least one
   * @param begun the ledger's first entry, if the sweep was started before
   * @param remarks receives what the user should know of the cards
   */
  static SweepPlaces of(
      Experiment experiment,
      List<Planned> wanted,
      Optional<SweepEntry.Begun> begun,
      Consumer<String> remarks)
      throws SettingsException, InterruptedException {
    int cores = Processor.here().cores();
    Threads threads = Threads.of(wanted, begun, cores);
    List<String> devices = devices(experiment, wanted, remarks);
    int parallel = devices.isEmpty() ? experiment.parallelTrials() : devices.size();
    SideBySide chosen =
        SideBySide.choose(
            new SideBySide.Asked(
                KEY,
                parallel,
                wanted.size(),
                threads.each(),
                PredictedMemory.mib(wanted.stream().map(Planned::settings).toList())),
            cores,
            FreeMemory.mib());
    return new SweepPlaces(
        chosen,
        threads.shared(chosen.threads()),
        devices.subList(0, Math.min(devices.size(), chosen.places())));
  }

  /**
   * What is settled of the threads.
   *
   * @param each threads of the largest trial, 0 where they are open
   * @param open whether trials leave them open
   * @param before those of the first start; null where there was none, or it was an earlier
   *     version's
   * @param allCores whether open trials have all cores, since they had them so far
   */
  private record Threads(int each, boolean open, @Nullable Integer before, boolean allCores) {
    static Threads of(List<Planned> wanted, Optional<SweepEntry.Begun> begun, int cores) {
      IntSummaryStatistics said =
          wanted.stream()
              .mapToInt(planned -> planned.settings().get(StepOptions.THREADS))
              .summaryStatistics();
      boolean open = said.getMin() == 0;
      Integer before = begun.map(SweepEntry.Begun::threads).orElse(null);
      boolean allCores = open && begun.isPresent() && before == null;
      int ofOpen = before == null ? 0 : before;
      if (allCores) {
        ofOpen = cores;
      }
      int each = open && ofOpen == 0 ? 0 : Math.max(said.getMax(), open ? ofOpen : 0);
      return new Threads(each, open, before, allCores);
    }

    @Nullable Integer shared(int chosen) {
      if (allCores || !open) {
        return null;
      }
      return before == null ? Integer.valueOf(chosen) : before;
    }
  }

  private static List<String> devices(
      Experiment experiment, List<Planned> wanted, Consumer<String> remarks)
      throws SettingsException, InterruptedException {
    if (!experiment.devices().equals(Experiment.ALL_DEVICES)) {
      return List.of();
    }
    List<TrainingDevice> cards = DeviceChoice.cards(wanted.get(0).settings(), remarks);
    if (cards.isEmpty()) {
      remarks.accept("devices: all: no card was found; trials run on the CPU");
      return List.of();
    }
    long most = 0;
    for (Planned planned : wanted) {
      CardNeeds needs =
          CardMemory.needs(SchedulePlans.of(planned.settings(), CustomComponents.NONE));
      if (needs.refusal().isPresent()) {
        throw new SettingsException(
            "devices: all: " + planned.trial().pointText() + ": " + needs.refusal().get());
      }
      most = Math.max(most, needs.memoryMib());
    }
    SideBySide.Asked asked =
        new SideBySide.Asked(KEY, experiment.parallelTrials(), wanted.size(), 0, most);
    CardPlaces chosen = CardPlaces.choose(cards, asked);
    chosen.remark().ifPresent(remarks);
    return chosen.devices();
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
    return devices.isEmpty() ? chosen.onCores() : Places.on(devices);
  }
}
