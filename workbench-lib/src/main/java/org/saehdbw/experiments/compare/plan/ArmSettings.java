package org.saehdbw.experiments.compare.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.saehdbw.architectures.ModelSettings;
import org.saehdbw.dataloaders.BatchOptions;
import org.saehdbw.dataloaders.PictureOptions;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.synthesis.SyntheticFaces;
import org.saehdbw.training.plan.CollapseOptions;
import org.saehdbw.training.plan.RunSettings;
import org.saehdbw.training.plan.SaveSchedule;
import org.saehdbw.training.plan.TrainingSettings;
import org.saehdbw.training.plan.TrainingTarget;

/** The settings of one arm: the comparison's own, with the arm's model and faces. */
public final class ArmSettings {
  /** What the comparison decides, which must not be set besides. */
  static final List<Setting<?>> OWN = own();

  private static final String ORIGIN = "comparison";

  private ArmSettings() {}

  private static List<Setting<?>> own() {
    List<Setting<?>> own = new ArrayList<>(ModelSettings.PARTS);
    own.addAll(
        List.of(
            ModelSettings.MODEL,
            RunSettings.PRETRAIN,
            RunSettings.PRETRAINING_DATA,
            RunSettings.SRC,
            RunSettings.DST,
            RunSettings.FROM,
            PictureOptions.ALLOW_GRAY,
            BatchOptions.BATCH_SIZE,
            BatchOptions.SEED,
            TrainingTarget.TARGET_ITER,
            SaveSchedule.SAVE_INTERVAL_ITER,
            SaveSchedule.SAVE_INTERVAL_MIN));
    return List.copyOf(own);
  }

  /**
   * Returns an arm's settings, seed 1, with absolute paths.
   *
   * @param gray the folder of gray copies of facesets
   * @throws SettingsException if one of the comparison's settings is not allowed
   */
  static Settings of(CompareSpec spec, Arm arm, Path gray) throws SettingsException {
    Settings settings = TrainingSettings.defaults();
    for (Map.Entry<String, String> entry : spec.set().entrySet()) {
      settings = settings.with(entry.getKey(), entry.getValue(), "set");
    }
    settings =
        settings
            .with(ModelSettings.MODEL.name(), arm.model(spec.model()).toString(), ORIGIN)
            .with(BatchOptions.BATCH_SIZE.name(), String.valueOf(spec.batchSize()), ORIGIN);
    if (spec.faces().containsKey(CompareSpec.PRETRAINING)) {
      settings = settings.with(RunSettings.PRETRAIN.name(), "true", ORIGIN);
    }
    for (Map.Entry<String, String> faces : spec.faces().entrySet()) {
      settings = settings.with(faces.getKey(), source(faces, arm, gray), "faces");
    }
    if (arm == Arm.COLOUR_OF_GRAY) {
      settings = settings.with(PictureOptions.ALLOW_GRAY.name(), "true", ORIGIN);
    }
    return settings;
  }

  private static String source(Map.Entry<String, String> faces, Arm arm, Path gray)
      throws SettingsException {
    String text = faces.getValue();
    if (!SyntheticFaces.isSource(text)) {
      Path folder = arm.grayFaces() ? gray.resolve(faces.getKey()) : Path.of(text);
      return folder.toAbsolutePath().normalize().toString();
    }
    try {
      SyntheticFaces drawn = SyntheticFaces.parse(text);
      return (arm.grayFaces() ? drawn.gray() : drawn).source();
    } catch (IllegalArgumentException e) {
      throw new SettingsException("faces." + faces.getKey() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Returns an arm's settings for a training with a seed. Without previews and charts, which only
   * cost time here, unless the comparison sets {@code pictures}; with saves between the steps, since
   * a write beside a step would be timed with it; and as it goes, also where losses jump, unless it
   * sets {@code on_collapse}: another learning rate would be another comparison.
   */
  public static Settings forTraining(Settings arm, QualityPlan quality, long seed)
      throws SettingsException {
    Settings spared = unlessSet(arm, SaveSchedule.PICTURES, "none");
    spared = unlessSet(spared, SaveSchedule.SAVE_BESIDE, "n");
    return unlessSet(spared, CollapseOptions.ON_COLLAPSE, "ignore")
        .with(BatchOptions.SEED.name(), String.valueOf(seed), ORIGIN)
        .with(TrainingTarget.TARGET_ITER.name(), String.valueOf(quality.iterations()), ORIGIN)
        .with(SaveSchedule.SAVE_INTERVAL_ITER.name(), String.valueOf(quality.saveEvery()), ORIGIN)
        .with(SaveSchedule.SAVE_INTERVAL_MIN.name(), "0", ORIGIN);
  }

  private static Settings unlessSet(Settings arm, Setting<?> key, String value)
      throws SettingsException {
    return arm.isSet(key) ? arm : arm.with(key.name(), value, ORIGIN);
  }
}
