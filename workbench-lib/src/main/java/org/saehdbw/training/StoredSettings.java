package org.saehdbw.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.architectures.ModelSettings;
import org.saehdbw.checkpoints.StoredCheckpoint;
import org.saehdbw.dataloaders.BatchOptions;
import org.saehdbw.dataloaders.PictureOptions;
import org.saehdbw.layers.StandardBlock;
import org.saehdbw.runs.FileCheck;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.SettingChange;
import org.saehdbw.runs.SettingValue;
import org.saehdbw.runs.SettingsFile;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.classes.OwnClasses;
import org.saehdbw.training.plan.Schedule;
import org.saehdbw.training.plan.TrainingSettings;
import org.saehdbw.training.plan.TrainingTarget;

/** A run's effective settings in its folder, with every value's origin. */
public final class StoredSettings {
  private static final List<Setting<?>> EVERY_RUN_HAS =
      List.of(
          ModelSettings.RESOLUTION,
          PictureOptions.FACE_TYPE,
          ModelSettings.ARCHI,
          ModelSettings.AE_DIMS,
          ModelSettings.E_DIMS,
          ModelSettings.D_DIMS,
          ModelSettings.D_MASK_DIMS,
          BatchOptions.BATCH_SIZE,
          BatchOptions.SEED);

  private StoredSettings() {}

  static void write(RunFolder run, Settings settings) throws IOException {
    write(run, settings, List.of());
  }

  /**
   * Writes every effective setting, and the history that the file has so far; one that was lost is
   * made of the events again.
   *
   * @param more lines of the history to add
   */
  static void write(RunFolder run, Settings settings, List<String> more) throws IOException {
    Path file = run.settingsFile();
    List<String> history =
        new ArrayList<>(
            Files.exists(file) ? SettingsFile.history(file) : SettingChange.history(run.events()));
    history.addAll(more);
    SettingsFile.write(file, values(settings), history);
  }

  /** Writes every effective setting with its origin, as a file that {@code train} reads. */
  public static void write(Path file, Settings settings) throws IOException {
    SettingsFile.write(file, values(settings));
  }

  private static Map<String, SettingValue> values(Settings settings) {
    Map<String, SettingValue> values = new LinkedHashMap<>();
    for (Setting<?> key : TrainingSettings.ALL) {
      if (key != ModelSettings.MODEL) {
        values.put(key.name(), new SettingValue(settings.plain(key), settings.origin(key)));
      }
    }
    return values;
  }

  /**
   * Reads them back. A value that was a default once stays what it was, whatever the default is
   * now.
   *
   * @throws RunException if the file is missing or damaged, or a value is not allowed
   */
  public static Settings read(RunFolder run) throws IOException {
    Map<String, SettingValue> values = SettingsFile.read(run.settingsFile());
    for (Setting<?> key : EVERY_RUN_HAS) {
      if (!values.containsKey(key.name())) {
        throw new RunException(
            run.settingsFile() + ": is incomplete, " + key.name() + " is missing");
      }
    }
    Settings settings = TrainingSettings.defaults();
    for (Map.Entry<String, SettingValue> entry : values.entrySet()) {
      try {
        String text = text(entry.getValue().value());
        Settings said = settings.withStored(entry.getKey(), text, entry.getValue().origin());
        if (!said.differingFrom(settings).isEmpty() || isSaid(entry.getValue())) {
          settings = said;
        }
      } catch (SettingsException e) {
        throw new RunException(run.settingsFile() + ": " + e.getMessage(), e);
      }
    }
    try {
      return OwnClasses.ofRun(run, settings);
    } catch (SettingsException e) {
      throw new RunException(run.settingsFile() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads only the settings that say when a run ends; no class of a user's own is loaded.
   *
   * @throws RunException if the file is missing or damaged, or one of these is not allowed
   */
  public static Settings readEnd(RunFolder run) throws IOException {
    Map<String, SettingValue> values = SettingsFile.read(run.settingsFile());
    Settings settings = TrainingSettings.defaults();
    List<Setting<?>> wanted = new ArrayList<>(TrainingTarget.SETTINGS);
    wanted.addAll(Schedule.SETTINGS);
    for (Setting<?> key : wanted) {
      SettingValue value = values.get(key.name());
      try {
        settings =
            value == null
                ? settings
                : settings.withStored(key.name(), text(value.value()), value.origin());
      } catch (SettingsException e) {
        throw new RunException(run.settingsFile() + ": " + e.getMessage(), e);
      }
    }
    return settings;
  }

  /** A list is written as JSON, as its setting reads it. */
  private static String text(Object value) {
    return value instanceof List<?> list
        ? String.valueOf(new ObjectMapper().valueToTree(list))
        : String.valueOf(value);
  }

  /** Returns how many settings the file has, once all of them could be read. */
  static FileCheck check(RunFolder run) throws IOException {
    return FileCheck.good(run.settingsFile(), SettingsFile.read(run.settingsFile()).size());
  }

  /**
   * Reads them back with the model, its blocks and its face type as a checkpoint of the run holds
   * them, so that what is drawn or exported is always what the weights are.
   *
   * @param stored a checkpoint of the run
   * @throws RunException if the file is missing or damaged, or a value is not allowed
   */
  public static Settings read(RunFolder run, StoredCheckpoint stored) throws IOException {
    String origin = "checkpoint " + stored.folder().getFileName();
    try {
      Settings settings =
          read(run).withStored(ModelSettings.MODEL.name(), stored.state().model(), origin);
      String held = ModelFiles.block(stored);
      if (Arrays.stream(StandardBlock.values()).anyMatch(one -> one.shortName().equals(held))) {
        settings = settings.withStored(StandardBlock.BLOCK.name(), held, origin);
      }
      int stages = stored.state().stages().size();
      if (stages > 0 && stages <= settings.get(Schedule.STAGES).stages().size()) {
        settings = Schedule.inStage(settings, stages - 1);
      }
      String faceType = stored.state().settings().get(PictureOptions.FACE_TYPE.name());
      return faceType == null
          ? settings
          : settings.withStored(PictureOptions.FACE_TYPE.name(), faceType, origin);
    } catch (SettingsException e) {
      throw new RunException(stored.folder() + ": " + e.getMessage(), e);
    }
  }

  private static boolean isSaid(SettingValue value) {
    return !value.origin().equals(Settings.DEFAULT);
  }
}
