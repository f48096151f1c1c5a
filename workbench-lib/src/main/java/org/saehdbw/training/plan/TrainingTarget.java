package org.saehdbw.training.plan;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingType;
import org.saehdbw.settings.Settings;
import org.saehdbw.training.CheckpointScore;

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
          "target_quality",
          SettingType.pattern(
              "[a-z][a-z0-9_]*(<=|>=)[-+]?[0-9.]+([eE][-+]?\\d+)?",
              "a figure and its bound, such as luma_psnr_db>=24"),
          "",
          "stop when a save is judged as good as this");

  public static final List<Setting<?>> SETTINGS =
      List.of(TARGET_ITER, TARGET_TRAIN_S, TARGET_QUALITY);

  private final int iterations;
  private final double millis;
  private final Optional<Quality> quality;
  private double trainedMillis;
  private boolean goodEnough;

  /** A figure of {@link CheckpointScore#figures()} and its bound. */
  private record Quality(String figure, boolean atLeast, double bound) {
    static Optional<Quality> parse(String text) {
      if (text.isEmpty()) {
        return Optional.empty();
      }
      int at = text.indexOf('=') - 1;
      return Optional.of(
          new Quality(
              text.substring(0, at),
              text.charAt(at) == '>',
              Double.parseDouble(text.substring(at + 2))));
    }

    boolean isMetBy(double value) {
      return atLeast ? value >= bound : value <= bound;
    }
  }

  private TrainingTarget(int iterations, double seconds, Optional<Quality> quality) {
    this.iterations = iterations;
    this.millis = seconds * 1000;
    this.quality = quality;
  }

  /**
   * Reads the targets and what was made towards them.
   *
   * @param folder whose metrics end at {@code iteration}
   * @param iteration where the run stands
   */
  public static TrainingTarget of(Settings settings, RunFolder folder, long iteration)
      throws IOException {
    TrainingTarget target =
        new TrainingTarget(
            settings.get(TrainingTarget.TARGET_ITER),
            settings.get(TrainingTarget.TARGET_TRAIN_S),
            Quality.parse(settings.get(TrainingTarget.TARGET_QUALITY)));
    if (target.millis > 0) {
      for (MetricsRow row : MetricsReader.readAll(folder.metricsFile()).rows()) {
        target.iterated(row);
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
        judged(figures);
      }
    }
  }

  /** An iteration was made; nobody knows how long one took that another program made. */
  public void iterated(MetricsRow row) {
    if (!Double.isNaN(row.stepMillis())) {
      trainedMillis += row.stepMillis();
    }
  }

  /**
   * A save was judged.
   *
   * @throws TrainingException if the figure that is waited for is not among those
   */
  public void judged(Map<String, Double> figures) throws TrainingException {
    if (quality.isEmpty()) {
      return;
    }
    Double value = figures.get(quality.get().figure());
    if (value == null) {
      throw new TrainingException(
          String.format(
              Locale.ROOT,
              "target_quality must name a figure of held-out faces, got %s; there are %s",
              quality.get().figure(),
              figures.isEmpty() ? "none, as no faces are held out" : figures.keySet()));
    }
    goodEnough = quality.get().isMetBy(value);
  }

  /** Returns the key of the target that is reached at an iteration, empty while none is. */
  public Optional<String> reached(long iteration) {
    if (goodEnough) {
      return Optional.of(TrainingTarget.TARGET_QUALITY.name());
    }
    if (iterations > 0 && iteration >= iterations) {
      return Optional.of(TrainingTarget.TARGET_ITER.name());
    }
    return millis > 0 && trainedMillis >= millis
        ? Optional.of(TrainingTarget.TARGET_TRAIN_S.name())
        : Optional.empty();
  }
}
