package org.saehdbw.experiments.compare.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.saehdbw.synthesis.SyntheticFaces;
import org.saehdbw.training.settings.Keys;
import org.saehdbw.training.settings.SettingKey;
import org.saehdbw.training.settings.Settings;
import org.saehdbw.training.settings.SettingsException;

/** The settings of one arm: the comparison's own, with the arm's model and faces. */
public final class ArmSettings {
  /** What the comparison decides, which must not be set besides. */
  static final List<SettingKey<?>> OWN = own();

  private static final String ORIGIN = "comparison";

  private ArmSettings() {}

  private static List<SettingKey<?>> own() {
    List<SettingKey<?>> own = new ArrayList<>(Keys.OF_MODEL);
    own.addAll(
        List.of(
            Keys.MODEL,
            Keys.PRETRAIN,
            Keys.PRETRAINING_DATA,
            Keys.SRC,
            Keys.DST,
            Keys.FROM,
            Keys.ALLOW_GRAY,
            Keys.BATCH_SIZE,
            Keys.SEED,
            Keys.TARGET_ITER,
            Keys.SAVE_INTERVAL_ITER,
            Keys.SAVE_INTERVAL_MIN));
    return List.copyOf(own);
  }

  /**
   * Returns an arm's settings, seed 1, with absolute paths.
   *
   * @param gray the folder of gray copies of facesets
   * @throws SettingsException if one of the comparison's settings is not allowed
   */
  static Settings of(CompareSpec spec, Arm arm, Path gray) throws SettingsException {
    Settings settings = Settings.defaults();
    for (Map.Entry<String, String> entry : spec.set().entrySet()) {
      settings = settings.with(entry.getKey(), entry.getValue(), "set");
    }
    settings =
        settings
            .with(Keys.MODEL.name(), arm.model(spec.model()).toString(), ORIGIN)
            .with(Keys.BATCH_SIZE.name(), String.valueOf(spec.batchSize()), ORIGIN);
    if (spec.faces().containsKey(CompareSpec.PRETRAINING)) {
      settings = settings.with(Keys.PRETRAIN.name(), "true", ORIGIN);
    }
    for (Map.Entry<String, String> faces : spec.faces().entrySet()) {
      settings = settings.with(faces.getKey(), source(faces, arm, gray), "faces");
    }
    if (arm == Arm.COLOUR_OF_GRAY) {
      settings = settings.with(Keys.ALLOW_GRAY.name(), "true", ORIGIN);
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

  /** Returns an arm's settings for a training with a seed. */
  public static Settings forTraining(Settings arm, QualityPlan quality, long seed)
      throws SettingsException {
    return arm.with(Keys.SEED.name(), String.valueOf(seed), ORIGIN)
        .with(Keys.TARGET_ITER.name(), String.valueOf(quality.iterations()), ORIGIN)
        .with(Keys.SAVE_INTERVAL_ITER.name(), String.valueOf(quality.saveEvery()), ORIGIN)
        .with(Keys.SAVE_INTERVAL_MIN.name(), "0", ORIGIN);
  }
}
