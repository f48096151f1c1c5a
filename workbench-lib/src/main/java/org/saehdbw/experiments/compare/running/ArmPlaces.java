package org.saehdbw.experiments.compare.running;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.saehdbw.experiments.compare.plan.Arm;
import org.saehdbw.experiments.compare.plan.ComparePlan;
import org.saehdbw.experiments.compare.plan.QualityPlan;
import org.saehdbw.experiments.compare.results.ComparisonState;
import org.saehdbw.experiments.places.Affinity;
import org.saehdbw.experiments.places.Places;
import org.saehdbw.experiments.places.PredictedMemory;
import org.saehdbw.experiments.places.SideBySide;
import org.saehdbw.files.LockOwner;
import org.saehdbw.runs.Processor;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunLock;
import org.saehdbw.runs.memory.FreeMemory;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.StoredSettings;
import org.saehdbw.training.plan.StepOptions;

/**
 * How many trainings of a comparison run at once, and the threads of each, which are those of the
 * first one that was started.
 *
 * @param chosen the choice
 * @param threads of each training that does not set them; 0 for all cores
 */
record ArmPlaces(SideBySide chosen, int threads) {
  /**
   * Chooses.
   *
   * @param missing how many trainings are yet to be done, at least 1
   */
  static ArmPlaces of(ComparePlan plan, QualityPlan quality, ComparisonState state, int missing)
      throws SettingsException, IOException {
    int cores = Processor.here().cores();
    List<Settings> arms = new ArrayList<>();
    for (Arm arm : plan.spec().arms()) {
      arms.add(plan.of(arm));
    }
    int said = arms.get(0).get(StepOptions.THREADS);
    Optional<Integer> before = said > 0 ? Optional.of(said) : threadsOfFirst(plan, quality, state);
    int fixed = before.map(threads -> threads > 0 ? threads : cores).orElse(0);
    SideBySide chosen =
        SideBySide.choose(
            new SideBySide.Asked(
                "quality.parallel_trials",
                quality.parallelTrials(),
                missing,
                fixed,
                PredictedMemory.mib(arms)),
            cores,
            FreeMemory.mib());
    return new ArmPlaces(chosen, before.orElse(chosen.threads()));
  }

  /** The setting of a training that was started before; 0 for all cores. */
  private static Optional<Integer> threadsOfFirst(
      ComparePlan plan, QualityPlan quality, ComparisonState state) throws IOException {
    for (int seed = 1; seed <= quality.seeds(); seed++) {
      for (Arm arm : plan.spec().arms()) {
        for (String name : state.runs(arm, seed)) {
          Path folder = plan.folder().runs().resolve(name);
          if (Files.isDirectory(folder)) {
            try {
              return Optional.of(
                  StoredSettings.read(RunFolder.open(folder)).get(StepOptions.THREADS));
            } catch (RunException e) {
              // A damaged run says nothing; it is told of where it is to be continued.
              continue;
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Returns the settings of a training with these threads, where it does not set them. */
  Settings in(Settings training) throws SettingsException {
    return training.get(StepOptions.THREADS) > 0
        ? training
        : training.with(StepOptions.THREADS.name(), String.valueOf(threads), "comparison");
  }

  /** Keeps a training on its place's processors, once it has begun. */
  Pin pinOnce(RunFolder run, Places.Place place) {
    return new Pin(run, place);
  }

  /** A training that is to be kept on its place's processors. */
  static final class Pin {
    private final RunFolder run;
    private final Places.Place place;
    private boolean done;

    private Pin(RunFolder run, Places.Place place) {
      this.run = run;
      this.place = place;
      done = place.processors().isEmpty() || Affinity.here().isEmpty();
    }

    /** Looks whether it has begun. */
    void look() throws IOException, InterruptedException {
      Optional<LockOwner> owner = done ? Optional.empty() : RunLock.holder(run);
      if (owner.isPresent() && owner.get().isHere()) {
        done = true;
        Affinity.here().orElseThrow().pin(owner.get().pid(), place.processors().orElseThrow());
      }
    }
  }
}
