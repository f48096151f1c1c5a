package org.saehdbw.training.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.architectures.ModelSettings;
import org.saehdbw.checkpoints.KeepPolicy;
import org.saehdbw.runs.RunException;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.plan.CollapseOptions;
import org.saehdbw.training.plan.SaveSchedule;
import org.saehdbw.training.plan.StepOptions;
import org.saehdbw.training.plan.TrainingTarget;

/**
 * A run's settings as its replay has them: what decides over bytes is as it was; targets, saves,
 * backups, pictures and the look for collapses, which do not, are turned off.
 */
final class ReplaySettings {
  private static final String ORIGIN = "replay";
  private static final Map<Setting<?>, String> TURNED_OFF = turnedOff();

  private final RecordedRun recorded;

  ReplaySettings(RecordedRun recorded) {
    this.recorded = recorded;
  }

  private static Map<Setting<?>, String> turnedOff() {
    Map<Setting<?>, String> off = new LinkedHashMap<>();
    off.put(TrainingTarget.TARGET_ITER, "0");
    off.put(TrainingTarget.TARGET_TRAIN_S, "0");
    off.put(TrainingTarget.TARGET_QUALITY, "");
    off.put(SaveSchedule.SAVE_INTERVAL_MIN, "0");
    off.put(SaveSchedule.SAVE_INTERVAL_ITER, "0");
    off.put(SaveSchedule.PREVIEW_INTERVAL_ITER, "0");
    off.put(SaveSchedule.WRITE_PREVIEW_HISTORY, "false");
    off.put(SaveSchedule.AUTOBACKUP_HOUR, "0");
    off.put(SaveSchedule.PICTURES, SaveSchedule.Pictures.NONE.word());
    // Incidents are the run's: their batches are left out from the start.
    off.put(CollapseOptions.ON_COLLAPSE, CollapseOptions.Answer.IGNORE.word());
    // What it chose is in the run's other settings.
    off.put(StepOptions.MEMORY_MIB, "0");
    off.put(KeepPolicy.KEEP_LAST, "2");
    off.put(KeepPolicy.KEEP_EVERY, "0");
    return off;
  }

  /** Returns the settings of a part of the run. */
  Settings of(Segment segment) throws SettingsException, RunException {
    Settings settings = recorded.stages().counted(segment.settings());
    for (Map.Entry<Setting<?>, String> off : TURNED_OFF.entrySet()) {
      settings = settings.with(off.getKey().name(), off.getValue(), ORIGIN);
    }
    String threads = String.valueOf(segment.threads());
    return settings.with(StepOptions.THREADS.name(), threads, ORIGIN);
  }

  /** Returns what changes from a part to the next one, as {@code key=value}. */
  List<String> changes(Segment before, Segment next) throws SettingsException, RunException {
    Settings after = of(next);
    List<String> words = new ArrayList<>();
    for (Setting<?> key : after.differingFrom(of(before))) {
      if (key != ModelSettings.MODEL) {
        words.add(key.name() + "=" + after.text(key));
      }
    }
    return words;
  }
}
