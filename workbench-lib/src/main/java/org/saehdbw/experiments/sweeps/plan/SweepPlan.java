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
import java.util.stream.Collectors;
import org.saehdbw.training.PreparedRun;
import org.saehdbw.training.settings.Keys;
import org.saehdbw.training.settings.SettingKey;
import org.saehdbw.training.settings.Settings;
import org.saehdbw.training.settings.SettingsException;

/**
 * The points of a sweep, each found possible before the first is tried.
 *
 * @param experiment what is asked
 * @param points in the order in which they are tried
 */
public record SweepPlan(Experiment experiment, List<PlannedPoint> points) {
  /** The sweep says these itself. */
  private static final Map<SettingKey<?>, String> OWNED =
      Map.of(
          Keys.SEED, "seeds",
          Keys.TARGET_ITER, "budget: iterations",
          Keys.TARGET_TRAIN_S, "budget: seconds",
          Keys.TARGET_QUALITY, "budget: until");

  private static final List<SettingKey<?>> OF_FACES =
      List.of(
          Keys.PRETRAIN,
          Keys.PRETRAINING_DATA,
          Keys.SRC,
          Keys.DST,
          Keys.HELD_OUT,
          Keys.CHANNELS,
          Keys.ALLOW_GRAY);

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
          PreparedRun.requireFaces(settings);
        }
        planned.add(new PlannedPoint(points.get(i), settings));
      } catch (SettingsException e) {
        throw new SettingsException(name + ": " + e.getMessage(), e);
      }
    }
    requireDifferent(planned);
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

  private static void requireDifferent(List<PlannedPoint> points) throws SettingsException {
    Map<List<String>, Integer> seen = new HashMap<>();
    for (int i = 0; i < points.size(); i++) {
      Settings settings = points.get(i).settings();
      List<String> texts = Keys.ALL.stream().map(key -> settings.text(key)).toList();
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
    Settings base = said(Settings.defaults(), experiment.base(), "base");
    for (Map.Entry<SettingKey<?>, String> owned : OWNED.entrySet()) {
      if (base.says(owned.getKey())) {
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

  public static Settings said(Settings base, Map<String, String> texts, String origin)
      throws SettingsException {
    Settings settings = base;
    // The model's name stands for seven keys: those that are written beside it win.
    if (texts.containsKey(Keys.MODEL.name())) {
      settings = settings.with(Keys.MODEL.name(), texts.get(Keys.MODEL.name()), origin);
    }
    for (Map.Entry<String, String> text : texts.entrySet()) {
      if (!text.getKey().equals(Keys.MODEL.name())) {
        settings = settings.with(text.getKey(), text.getValue(), origin);
      }
    }
    return settings;
  }

  private static Settings settings(
      Experiment experiment, Settings base, Map<String, String> point, Path runs)
      throws SettingsException, IOException {
    for (Map.Entry<SettingKey<?>, String> owned : OWNED.entrySet()) {
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

  /** What only costs time or disk in a trial, unless the base wants it. */
  private static Settings sparing(Settings settings) throws SettingsException {
    Settings spared = settings;
    Map<SettingKey<?>, String> cheap =
        Map.of(Keys.PICTURES, "none", Keys.KEEP_LAST, "1", Keys.DEVICE, "cpu");
    for (Map.Entry<SettingKey<?>, String> entry : cheap.entrySet()) {
      if (!settings.says(entry.getKey())) {
        spared = spared.with(entry.getKey().name(), entry.getValue(), "sweep");
      }
    }
    return spared;
  }

  /** A curve needs points: by default a trial is judged eight times. */
  private static Settings saves(Experiment experiment, Settings settings) throws SettingsException {
    boolean said = settings.says(Keys.SAVE_INTERVAL_ITER) || settings.says(Keys.SAVE_INTERVAL_MIN);
    if (experiment.judgeEvery() > 0) {
      return settings.with(
          Keys.SAVE_INTERVAL_ITER.name(), String.valueOf(experiment.judgeEvery()), "judge_every");
    }
    if (said) {
      return settings;
    }
    int target = settings.get(Keys.TARGET_ITER);
    return target > 0
        ? settings.with(
            Keys.SAVE_INTERVAL_ITER.name(),
            String.valueOf(Math.max(1, (target + JUDGED - 1) / JUDGED)),
            "sweep")
        : settings.with(
            Keys.SAVE_INTERVAL_MIN.name(),
            String.valueOf(settings.get(Keys.TARGET_TRAIN_S) / SECONDS_PER_MINUTE / JUDGED),
            "sweep");
  }

  /** Returns a point in one form independent of how it was written, to tell points apart. */
  public static Map<String, String> canonical(Map<String, String> point) throws SettingsException {
    Settings settings = said(Settings.defaults(), point, "point");
    Map<String, String> texts = new LinkedHashMap<>();
    for (SettingKey<?> key : Keys.ALL) {
      if (settings.says(key)) {
        texts.put(key.name(), settings.text(key));
      }
    }
    return texts;
  }

  /** Returns the settings of one of a point's trials. */
  static Settings ofTrial(PlannedPoint point, long seed) throws SettingsException {
    return point.settings().with(Keys.SEED.name(), String.valueOf(seed), "seeds");
  }
}
