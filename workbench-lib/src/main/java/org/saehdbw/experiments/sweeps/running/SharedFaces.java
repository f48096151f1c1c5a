package org.saehdbw.experiments.sweeps.running;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.saehdbw.dataloaders.CacheOptions;
import org.saehdbw.dataloaders.PictureOptions;
import org.saehdbw.experiments.HeldOutJudge;
import org.saehdbw.experiments.sweeps.plan.SweepTrials.Planned;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.TrainingFaces;
import org.saehdbw.training.components.CustomComponents;
import org.saehdbw.training.plan.RunSettings;
import org.saehdbw.training.plan.SchedulePlans;
import org.saehdbw.training.plan.Stage;
import org.saehdbw.training.plan.TrainingPlan;

/**
 * Makes once for a sweep what its trials would each make before their first judgement: held-out
 * faces, drawn or decoded and cut, and the mean face, as files in the cache of decoded faces.
 */
final class SharedFaces {
  private SharedFaces() {}

  private static final List<Setting<?>> FACES =
      List.of(RunSettings.PRETRAINING_DATA, RunSettings.SRC, RunSettings.DST, RunSettings.HELD_OUT);

  /** Faces at a size; trials that have the same read the same files. */
  private record Form(List<String> faces, Stage stage, PictureOptions picture, CacheOptions cache) {
    static Form of(TrainingPlan plan) {
      return new Form(
          FACES.stream().map(key -> plan.settings().text(key)).toList(),
          plan.stage(),
          plan.samples().picture(),
          plan.samples().cache());
    }
  }

  /**
   * Makes the files that are missing.
   *
   * @param trials those that are yet to run
   * @param warnings receives faces that cannot be read
   * @throws SettingsException if faces are gone
   */
  static void make(List<Planned> trials, Consumer<String> warnings) throws SettingsException {
    Set<Form> made = new HashSet<>();
    for (Planned planned : trials) {
      TrainingPlan plan = SchedulePlans.of(planned.settings(), CustomComponents.NONE).get(0);
      if (made.add(Form.of(plan))) {
        HeldOutJudge.prepareFiles(plan, TrainingFaces.open(plan), warnings);
      }
    }
  }
}
