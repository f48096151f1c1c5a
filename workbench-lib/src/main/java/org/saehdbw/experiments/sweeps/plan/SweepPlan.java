package org.saehdbw.experiments.sweeps.plan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.saehdbw.architectures.ModelSettings;
import org.saehdbw.checkpoints.KeepPolicy;
import org.saehdbw.dataloaders.BatchOptions;
import org.saehdbw.dataloaders.PictureOptions;
import org.saehdbw.parallel.Progress;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.PreparedRun;
import org.saehdbw.training.devices.DeviceChoice;
import org.saehdbw.training.plan.CollapseOptions;
import org.saehdbw.training.plan.RunSettings;
import org.saehdbw.training.plan.SaveSchedule;
import org.saehdbw.training.plan.TrainingSettings;
import org.saehdbw.training.plan.TrainingTarget;

/**
 * The points of a sweep, each found possible before the first is tried.
 *
 * @param experiment what is asked
 * @param points in the order in which they are tried
 */
public record SweepPlan(Experiment experiment, List<PlannedPoint> points) {
  /** The sweep says these itself. */
  private static final Map<Setting<?>, String> OWNED =
      Map.of(
          BatchOptions.SEED, "seeds",
          TrainingTarget.TARGET_ITER, "budget: iterations",
          TrainingTarget.TARGET_TRAIN_S, "budget: seconds",
          TrainingTarget.TARGET_QUALITY, "budget: until");

  private static final List<Setting<?>> OF_FACES =
      List.of(
          RunSettings.PRETRAIN,
          RunSettings.PRETRAINING_DATA,
          RunSettings.SRC,
          RunSettings.DST,
          RunSettings.HELD_OUT,
          ModelSettings.CHANNELS,
          PictureOptions.ALLOW_GRAY);

  private static final int JUDGED = 8;
  private static final double SECONDS_PER_MINUTE = 60;

  /**
   * One point.
   *
   * @param point its settings as text by key
   * @param settings of its trials but for seed and budget, with absolute paths
   */
  public record PlannedPoint(Map<String, String> point, Settings settings) {}

  /** Copies the list. */
  public SweepPlan {
    points = List.copyOf(points);
  }

  /**
   * Makes the points and checks each: that its settings go together, that there may be such a
   * model, that its facesets open, and that it is not another one's double.
   *
   * @param runs where {@code from} is looked for
   * @throws SettingsException naming the point, its settings and what is wrong
   */
  public static SweepPlan of(Experiment experiment, Path runs)
      throws SettingsException, IOException {
    return of(experiment, runs, Progress.NONE);
  }

  /**
   * Makes and checks the points as {@link #of(Experiment, Path)} does, and tells how far the
   * reading of faces is.
   *
   * @throws SettingsException naming the point, its settings and what is wrong
   */
  public static SweepPlan of(Experiment experiment, Path runs, Progress progress)
      throws SettingsException, IOException {
    requireFigures(experiment);
    Settings base = base(experiment);
    List<Map<String, String>> points;
    try {
      points = Points.of(experiment);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(e.getMessage() + " (" + experiment.name() + ")", e);
    }
    List<PlannedPoint> planned = new ArrayList<>();
    Set<String> opened = new HashSet<>();
    for (int i = 0; i < points.size(); i++) {
      String name = "point " + (i + 1) + " (" + Trial.text(points.get(i)) + ")";
      try {
        Settings settings = settings(experiment, base, points.get(i), runs);
        String faces =
            OF_FACES.stream().map(key -> settings.text(key)).collect(Collectors.joining("\n"));
        if (opened.add(faces)) {
          PreparedRun.requireFaces(settings, progress);
        }
        planned.add(new PlannedPoint(points.get(i), settings));
      } catch (SettingsException e) {
        throw new SettingsException(name + ": " + e.getMessage(), e);
      }
    }
    requireDifferent(planned);
    requireComparable(experiment, planned);
    return new SweepPlan(experiment, planned);
  }

  private static void requireFigures(Experiment experiment) throws SettingsException {
    try {
      TrialFigures.requireMetric("metric", experiment.metric());
      if (experiment.budget().kind() == SweepBudget.Kind.UNTIL) {
        TrialFigures.requireJudged("budget: until", experiment.budget().figure());
      }
    } catch (SettingsException e) {
      throw new SettingsException(e.getMessage() + " (" + experiment.name() + ")", e);
    }
  }

  /** Points that shall be decided between are at least two, of one resolution. */
  private static void requireComparable(Experiment experiment, List<PlannedPoint> points)
      throws SettingsException {
    if (experiment.deciding().isEmpty()) {
      return;
    }
    Set<Integer> resolutions = new TreeSet<>();
    points.forEach(point -> resolutions.add(point.settings().get(ModelSettings.RESOLUTION)));
    String wrong = "";
    if (points.size() < 2) {
      wrong = "needs at least two points, got " + points.size();
    } else if (resolutions.size() > 1 && experiment.judgesQuality()) {
      wrong = "needs points of one resolution, got " + resolutions;
    }
    if (!wrong.isEmpty()) {
      throw new SettingsException("until: decided " + wrong + " (" + experiment.name() + ")");
    }
  }

  private static void requireDifferent(List<PlannedPoint> points) throws SettingsException {
    Map<List<String>, Integer> seen = new HashMap<>();
    for (int i = 0; i < points.size(); i++) {
      Settings settings = points.get(i).settings();
      List<String> texts = TrainingSettings.ALL.stream().map(key -> settings.text(key)).toList();
      Integer first = seen.putIfAbsent(texts, i);
      if (first != null) {
        throw new SettingsException(
            String.format(
                Locale.ROOT,
                "points %d (%s) and %d (%s) are the same",
                first + 1,
                Trial.text(points.get(first).point()),
                i + 1,
                Trial.text(points.get(i).point())));
      }
    }
  }

  private static Settings base(Experiment experiment) throws SettingsException {
    Settings base = said(TrainingSettings.defaults(), experiment.base(), "base");
    for (Map.Entry<Setting<?>, String> owned : OWNED.entrySet()) {
      if (base.isSet(owned.getKey())) {
        throw new SettingsException(
            String.format(
                Locale.ROOT,
                "base: %s is said by the sweep's %s",
                owned.getKey(),
                owned.getValue()));
      }
    }
    return base;
  }

  /**
   * Returns settings with the values of an experiment file.
   *
   * @param texts values by key; {@code model} is set first, keys beside it win
   * @param origin named in messages
   * @throws SettingsException if a value is not allowed
   */
  public static Settings said(Settings base, Map<String, String> texts, String origin)
      throws SettingsException {
    Settings settings = base;
    // The model's name stands for seven keys: those that are written beside it win.
    if (texts.containsKey(ModelSettings.MODEL.name())) {
      settings =
          settings.with(ModelSettings.MODEL.name(), texts.get(ModelSettings.MODEL.name()), origin);
    }
    for (Map.Entry<String, String> text : texts.entrySet()) {
      if (!text.getKey().equals(ModelSettings.MODEL.name())) {
        settings = settings.with(text.getKey(), text.getValue(), origin);
      }
    }
    return settings;
  }

  private static Settings settings(
      Experiment experiment, Settings base, Map<String, String> point, Path runs)
      throws SettingsException, IOException {
    for (Map.Entry<Setting<?>, String> owned : OWNED.entrySet()) {
      if (point.containsKey(owned.getKey().name())) {
        throw new SettingsException(
            String.format(
                Locale.ROOT, "%s is said by the sweep's %s", owned.getKey(), owned.getValue()));
      }
    }
    Settings settings = PreparedRun.settle(said(base, point, "point"), runs);
    settings = experiment.budget().applyTo(settings);
    settings = sparing(settings);
    return PreparedRun.settle(saves(experiment, settings), runs);
  }

  /**
   * What only costs time, memory or disk in a trial, or makes another one of it, unless the base
   * wants it. A write beside a step would be timed with it.
   */
  private static Settings sparing(Settings settings) throws SettingsException {
    Settings spared = settings;
    Map<Setting<?>, String> cheap =
        Map.of(
            SaveSchedule.PICTURES,
            "none",
            SaveSchedule.SAVE_BESIDE,
            "n",
            KeepPolicy.KEEP_LAST,
            "1",
            DeviceChoice.DEVICE,
            "cpu",
            CollapseOptions.ON_COLLAPSE,
            "ignore");
    for (Map.Entry<Setting<?>, String> entry : cheap.entrySet()) {
      if (!settings.isSet(entry.getKey())) {
        spared = spared.with(entry.getKey().name(), entry.getValue(), "sweep");
      }
    }
    return spared;
  }

  /** A curve needs points: by default a trial is judged eight times. */
  private static Settings saves(Experiment experiment, Settings settings) throws SettingsException {
    boolean said =
        settings.isSet(SaveSchedule.SAVE_INTERVAL_ITER)
            || settings.isSet(SaveSchedule.SAVE_INTERVAL_MIN);
    if (experiment.judgeEvery() > 0) {
      return settings.with(
          SaveSchedule.SAVE_INTERVAL_ITER.name(),
          String.valueOf(experiment.judgeEvery()),
          "judge_every");
    }
    if (said) {
      return settings;
    }
    int target = settings.get(TrainingTarget.TARGET_ITER);
    return target > 0
        ? settings.with(
            SaveSchedule.SAVE_INTERVAL_ITER.name(),
            String.valueOf(Math.max(1, (target + JUDGED - 1) / JUDGED)),
            "sweep")
        : settings.with(
            SaveSchedule.SAVE_INTERVAL_MIN.name(),
            String.valueOf(
                settings.get(TrainingTarget.TARGET_TRAIN_S) / SECONDS_PER_MINUTE / JUDGED),
            "sweep");
  }

  /** Returns a point in one form independent of how it was written, to tell points apart. */
  public static Map<String, String> canonical(Map<String, String> point) throws SettingsException {
    Settings settings = said(TrainingSettings.defaults(), point, "point");
    Map<String, String> texts = new LinkedHashMap<>();
    for (Setting<?> key : TrainingSettings.ALL) {
      if (settings.isSet(key)) {
        texts.put(key.name(), settings.text(key));
      }
    }
    return texts;
  }

  /** Returns the settings of one of a point's trials. */
  static Settings ofTrial(PlannedPoint point, long seed) throws SettingsException {
    return point.settings().with(BatchOptions.SEED.name(), String.valueOf(seed), "seeds");
  }
}
