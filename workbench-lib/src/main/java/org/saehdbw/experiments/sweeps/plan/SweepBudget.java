package org.saehdbw.experiments.sweeps.plan;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Map;
import org.saehdbw.dataloaders.BatchOptions;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.plan.TrainingTarget;

/**
 * How long each trial is trained.
 *
 * @param kind what is counted
 * @param amount how much of it, above 0, of iterations and samples a whole number; the figure's
 *     bound for {@link Kind#UNTIL}
 * @param figure what must become as good as {@code amount}, empty for the other kinds
 * @param mostIterations where {@link Kind#UNTIL} gives up, 0 for the other kinds
 */
public record SweepBudget(Kind kind, double amount, String figure, long mostIterations) {
  private static final String ORIGIN = "budget";

  /** What is counted. */
  public enum Kind {
    /** Iterations. */
    ITERATIONS,
    /** Seconds of training, without start, saves and previews. */
    SECONDS,
    /** Samples of each side. */
    SAMPLES,
    /** Until a figure of held-out faces is good enough. */
    UNTIL;

    /** Returns the word in experiment files. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Checks the amounts.
   *
   * @throws IllegalArgumentException if one is not above 0 or not whole where it must be
   */
  public SweepBudget {
    if (kind == Kind.SECONDS && !(amount > 0 && Double.isFinite(amount))) {
      throw new IllegalArgumentException("budget: seconds must be above 0, got " + amount);
    }
    boolean counts = kind == Kind.ITERATIONS || kind == Kind.SAMPLES;
    if (counts && !(amount >= 1 && amount <= Integer.MAX_VALUE && amount == Math.rint(amount))) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "budget: %s must be a whole number from 1 to %d, got %s",
              kind.text(),
              Integer.MAX_VALUE,
              amount));
    }
    if (kind == Kind.UNTIL && mostIterations < 1) {
      throw new IllegalArgumentException(
          "budget: until needs most_iterations, where a trial that never gets there ends");
    }
  }

  /** So many iterations. */
  public static SweepBudget iterations(long count) {
    return new SweepBudget(Kind.ITERATIONS, count, "", 0);
  }

  /** So many seconds of training. */
  public static SweepBudget seconds(double seconds) {
    return new SweepBudget(Kind.SECONDS, seconds, "", 0);
  }

  /** Until a figure is as good as this, at most so many iterations. */
  public static SweepBudget until(String figure, double bound, long mostIterations) {
    return new SweepBudget(Kind.UNTIL, bound, figure, mostIterations);
  }

  /**
   * Returns the settings with the targets that this budget means.
   *
   * @throws SettingsException if there cannot be such a target
   */
  public Settings applyTo(Settings settings) throws SettingsException {
    Settings none =
        settings
            .with(TrainingTarget.TARGET_ITER.name(), "0", ORIGIN)
            .with(TrainingTarget.TARGET_TRAIN_S.name(), "0", ORIGIN)
            .with(TrainingTarget.TARGET_QUALITY.name(), "", ORIGIN);
    return switch (kind) {
      case ITERATIONS -> none.with(TrainingTarget.TARGET_ITER.name(), whole(amount), ORIGIN);
      case SAMPLES ->
          none.with(
              TrainingTarget.TARGET_ITER.name(),
              whole(Math.ceil(amount / settings.get(BatchOptions.BATCH_SIZE))),
              ORIGIN);
      case SECONDS ->
          none.with(TrainingTarget.TARGET_TRAIN_S.name(), String.valueOf(amount), ORIGIN);
      case UNTIL ->
          none.with(TrainingTarget.TARGET_ITER.name(), String.valueOf(mostIterations), ORIGIN)
              .with(
                  TrainingTarget.TARGET_QUALITY.name(),
                  figure + (TrialFigures.lowerIsBetter(figure) ? "<=" : ">=") + amount,
                  ORIGIN);
    };
  }

  /** Returns it as an experiment file has it. */
  @JsonValue
  public Map<String, Object> fields() {
    if (kind == Kind.UNTIL) {
      return Map.of(kind.text(), Map.of(figure, amount, "most_iterations", mostIterations));
    }
    return Map.of(kind.text(), amount == Math.rint(amount) ? (Object) (long) amount : amount);
  }

  /** Returns it for people, such as {@code 300 iterations}. */
  @Override
  public String toString() {
    return switch (kind) {
      case ITERATIONS -> whole(amount) + " iterations";
      case SAMPLES -> whole(amount) + " samples of each side";
      case SECONDS ->
          String.format(Locale.ROOT, amount == Math.rint(amount) ? "%.0f" : "%.1f", amount)
              + " s of training";
      case UNTIL ->
          String.format(
              Locale.ROOT, "until %s is %s, at most %d iterations", figure, amount, mostIterations);
    };
  }

  private static String whole(double value) {
    return String.valueOf((long) value);
  }
}
