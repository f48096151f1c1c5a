package org.saehdbw.experiments.sweeps.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.architectures.ModelSettings;
import org.saehdbw.experiments.sweeps.plan.Experiment;
import org.saehdbw.experiments.sweeps.plan.SweepPlan;
import org.saehdbw.runs.RunException;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.plan.TrainingSettings;

/** In which settings a sweep's points differ, whether each says them or leaves them to the base. */
final class SweepLevels {
  private SweepLevels() {}

  static List<String> varied(Experiment experiment, List<PointResult> points) throws RunException {
    List<Settings> each = new ArrayList<>();
    for (PointResult point : points) {
      each.add(settings(experiment, point.point()));
    }
    List<String> keys = new ArrayList<>();
    for (Setting<?> key : TrainingSettings.ALL) {
      if (key != ModelSettings.MODEL
          && each.stream().map(s -> s.text(key)).distinct().count() > 1) {
        keys.add(key.name());
      }
    }
    return keys;
  }

  static Map<String, String> of(Experiment experiment, Map<String, String> point, List<String> keys)
      throws RunException {
    Settings settings = settings(experiment, point);
    Map<String, String> levels = new LinkedHashMap<>();
    for (Setting<?> key : TrainingSettings.ALL) {
      if (keys.contains(key.name())) {
        // As the file wrote it, so that 0.0001 stays that.
        levels.put(key.name(), point.getOrDefault(key.name(), settings.text(key)));
      }
    }
    return levels;
  }

  static int resolution(Experiment experiment, Map<String, String> point) throws RunException {
    return settings(experiment, point).get(ModelSettings.RESOLUTION);
  }

  private static Settings settings(Experiment experiment, Map<String, String> point)
      throws RunException {
    try {
      Settings base = SweepPlan.said(TrainingSettings.defaults(), experiment.base(), "base");
      return SweepPlan.said(base, point, "point");
    } catch (SettingsException e) {
      throw new RunException(experiment.name() + ": " + e.getMessage(), e);
    }
  }
}
