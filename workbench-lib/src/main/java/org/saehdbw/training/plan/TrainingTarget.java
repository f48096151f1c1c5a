package org.saehdbw.training.plan;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingType;
import org.saehdbw.settings.Settings;

/**
 * When a run is done: at an iteration, after so much time of iterations, or once a save is judged
 * good enough; whichever comes first. What earlier sessions made counts.
 */
public final class TrainingTarget {
  public static final Setting<Integer> TARGET_ITER =
      Setting.of(
          "target_iter",
          SettingType.integer(0, Integer.MAX_VALUE),
          0,
          "stop here; 0 continues until stopped");
  public static final Setting<Double> TARGET_TRAIN_S =
      Setting.of(
          "target_train_s",
          SettingType.number(0, 1e9),
          0.0,
          "stop after so many seconds of iterations, saves apart; 0 is off");
  public static final Setting<String> TARGET_QUALITY =
      Setting.of(
          "target_quality", QualityBound.TYPE, "", "stop when a save is judged as good as this");

  public static final List<Setting<?>> SETTINGS =
      List.of(TARGET_ITER, TARGET_TRAIN_S, TARGET_QUALITY);

  private final int iterations;
  private final double millis;
  private final Optional<QualityBound> quality;
  private final StageProgress stage;
  private double trainedMillis;
  private boolean goodEnough;

  private TrainingTarget(
      int iterations, double seconds, Optional<QualityBound> quality, StageProgress stage) {
    this.iterations = iterations;
    this.stage = stage;
    this.millis = seconds * 1000;
    this.quality = quality;
  }

  /**
   * Reads the targets and what was made towards them.
   *
   * @param folder whose metrics end at {@code iteration}
   * @param iteration where the run stands
   * @param stage whose end is a target too
   */
  public static TrainingTarget of(
      Settings settings, RunFolder folder, long iteration, StageProgress stage) throws IOException {
    TrainingTarget target =
        new TrainingTarget(
            settings.get(TrainingTarget.TARGET_ITER),
            settings.get(TrainingTarget.TARGET_TRAIN_S),
            QualityBound.parse(settings.get(TrainingTarget.TARGET_QUALITY)),
            stage);
    if (target.millis > 0) {
      for (MetricsRow row : MetricsReader.readAll(folder.metricsFile()).rows()) {
        target.add(row);
      }
    }
    if (target.quality.isPresent() && iteration > 0) {
      target.recall(folder.events(), iteration);
    }
    return target;
  }

  private void recall(List<Event> events, long iteration) throws IOException {
    for (Event event : events) {
      Map<String, Double> figures = new HashMap<>();
      event
          .fields()
          .forEach(
              (key, value) -> {
                if (value instanceof Number number) {
                  figures.put(key, number.doubleValue());
                }
              });
      if (event.kind() == EventKind.SAVED
          && figures.getOrDefault("iteration", 0.0) == iteration
          && quality.isPresent()
          && figures.containsKey(quality.get().figure())) {
        compare(figures);
      }
    }
  }

  /** An iteration was made; how long one took that another program made is not known. */
  public void iterated(MetricsRow row) {
    add(row);
    stage.iterated(row);
  }

  private void add(MetricsRow row) {
    if (!Double.isNaN(row.stepMillis())) {
      trainedMillis += row.stepMillis();
    }
  }

  /**
   * A save is judged.
   *
   * @param score the held-out error, lower is better; empty where no faces are held out
   * @throws TrainingException if the figure that is waited for is not among those
   */
  public void judged(OptionalDouble score, Map<String, Double> figures) throws TrainingException {
    compare(figures);
    stage.judged(score, figures);
  }

  private void compare(Map<String, Double> figures) throws TrainingException {
    if (quality.isPresent()) {
      goodEnough = quality.get().isMetBy(figures, TARGET_QUALITY.name());
    }
  }

  /**
   * Returns the key of the target that is reached at an iteration, {@code stages} where the stage
   * is over; empty while none is.
   */
  public Optional<String> reached(long iteration) {
    if (goodEnough) {
      return Optional.of(TrainingTarget.TARGET_QUALITY.name());
    }
    if (iterations > 0 && iteration >= iterations) {
      return Optional.of(TrainingTarget.TARGET_ITER.name());
    }
    if (millis > 0 && trainedMillis >= millis) {
      return Optional.of(TrainingTarget.TARGET_TRAIN_S.name());
    }
    return stage.reached(iteration).map(condition -> Schedule.STAGES.name());
  }
}
