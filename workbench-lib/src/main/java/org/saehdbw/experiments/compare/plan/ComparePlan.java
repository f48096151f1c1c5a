package org.saehdbw.experiments.compare.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.saehdbw.dataloaders.BatchOptions;
import org.saehdbw.dataloaders.PictureOptions;
import org.saehdbw.dataloaders.ToneOptions;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.resizing.GrayCopy;
import org.saehdbw.parallel.Progress;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.GrayFrom;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.sources.Facesets;
import org.saehdbw.synthesis.SyntheticFaces;
import org.saehdbw.training.TrainingFaces;
import org.saehdbw.training.devices.DeviceChoice;
import org.saehdbw.training.plan.RunSettings;
import org.saehdbw.training.plan.TrainingPlan;

/**
 * A comparison that can be made: every arm's settings and faces were looked at, and gray copies
 * exist where gray files are needed.
 *
 * @param spec what is compared
 * @param folder where to
 * @param settings of each arm, seed 1
 */
public record ComparePlan(CompareSpec spec, CompareFolder folder, Map<Arm, Settings> settings) {
  /**
   * Looks at everything a user can get wrong; nothing is written.
   *
   * @throws SettingsException if an arm cannot be done
   */
  public static ComparePlan check(CompareSpec spec, CompareFolder folder) throws SettingsException {
    return check(spec, folder, Progress.NONE);
  }

  /**
   * Checks as {@link #check(CompareSpec, CompareFolder)} does, and tells how far the reading of
   * faces is.
   *
   * @throws SettingsException if it cannot be done
   */
  public static ComparePlan check(CompareSpec spec, CompareFolder folder, Progress reading)
      throws SettingsException {
    Map<Arm, Settings> settings = new EnumMap<>(Arm.class);
    for (Arm arm : spec.arms()) {
      settings.put(arm, ArmSettings.of(spec, arm, folder.gray()));
    }
    ComparePlan whole = new ComparePlan(spec, folder, settings);
    requireFitting(spec, whole.of(Arm.COLOUR));
    // Colour is one of them: without allow_gray it refuses gray files by name.
    for (Arm arm : spec.arms()) {
      TrainingPlan armPlan = TrainingPlan.of(whole.of(arm));
      if (spec.drawn() || !arm.grayFaces()) {
        TrainingFaces.open(armPlan, reading);
      }
    }
    return whole;
  }

  /** Returns an arm's settings. */
  public Settings of(Arm arm) {
    Settings own = settings.get(arm);
    if (own == null) {
      throw new IllegalArgumentException(arm + " is not an arm of " + spec.name());
    }
    return own;
  }

  private static void requireFitting(CompareSpec spec, Settings settings) throws SettingsException {
    boolean grayFaces = spec.arms().stream().anyMatch(Arm::grayFaces);
    GrayFrom way = settings.get(PictureOptions.GRAY_FROM);
    if (grayFaces && way == GrayFrom.RANDOM) {
      throw new SettingsException(
          "gray_from must not be random where an arm reads gray files (set)");
    }
    if (grayFaces && spec.drawn() && way != GrayFrom.LUMA) {
      throw new SettingsException(
          "gray_from must be luma where gray faces are drawn, got " + way.option() + " (set)");
    }
    if (settings.get(ToneOptions.RANDOM_HSV_POWER) > 0) {
      throw new SettingsException(
          "random_hsv_power must be 0: gray models have no such jitter, and all arms must see"
              + " the same faces (set)");
    }
    boolean loads = spec.levels().stream().anyMatch(Level::loads);
    int ahead = settings.get(BatchOptions.PREFETCH) + 1;
    if (loads && spec.plan().settle() < ahead) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "settle must be at least prefetch + 1 = %d, so that batches made while an arm was"
                  + " idle do not count, got %d",
              ahead,
              spec.plan().settle()));
    }
    if (spec.quality().isPresent() && settings.get(RunSettings.HELD_OUT) == 0) {
      throw new SettingsException(
          "held_out must be above 0: quality is judged by faces that are held out (set)");
    }
    if (settings.get(DeviceChoice.DEVICE).startsWith("cuda")) {
      throw new SettingsException(
          "device must be auto or cpu, got " + settings.get(DeviceChoice.DEVICE) + " (set)");
    }
  }

  /**
   * Writes the gray copies that are missing, and checks that they are the colour faces over again.
   *
   * @param progress told of each copy
   * @throws SettingsException if a copy holds out other faces
   */
  public void prepare(Consumer<String> progress)
      throws SettingsException, IOException, FaceFileException {
    if (spec.arms().stream().noneMatch(Arm::grayFaces)) {
      return;
    }
    Settings colour = of(Arm.COLOUR);
    for (Setting<String> key :
        java.util.List.of(RunSettings.PRETRAINING_DATA, RunSettings.SRC, RunSettings.DST)) {
      String text = colour.get(key);
      Path copy = folder.gray().resolve(key.name());
      if (text.isEmpty() || SyntheticFaces.isSource(text) || Files.isDirectory(copy)) {
        continue;
      }
      Faceset faces = Facesets.open(text, TrainingPlan.of(colour).threads());
      progress.accept(
          String.format(
              Locale.ROOT, "writing %d faces of %s in gray", faces.entries().size(), text));
      Files.createDirectories(folder.gray());
      GrayCopy.write(faces, copy, colour.get(PictureOptions.GRAY_FROM), written -> {});
    }
    TrainingFaces ofColour = TrainingFaces.open(TrainingPlan.of(colour));
    for (Arm arm : spec.arms()) {
      TrainingFaces ofArm = TrainingFaces.open(TrainingPlan.of(of(arm)));
      if (!ofArm.src().split().equals(ofColour.src().split())
          || !ofArm.dst().split().equals(ofColour.dst().split())) {
        throw new SettingsException(
            String.format(
                Locale.ROOT,
                "%s must train on the faces that colour trains on; %s was made of other faces,"
                    + " remove it",
                arm,
                folder.gray()));
      }
    }
  }
}
