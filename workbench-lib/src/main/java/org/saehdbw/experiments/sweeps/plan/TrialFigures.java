package org.saehdbw.experiments.sweeps.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.saehdbw.evaluation.KnownFigures;
import org.saehdbw.runs.queries.PlateauEnd;
import org.saehdbw.settings.NearestWord;
import org.saehdbw.settings.SettingsException;

/** The figures of a trial by name, and which way they are better. */
public final class TrialFigures {
  /** The median time of an iteration without saves, in milliseconds. */
  public static final String STEP_MILLIS = "median_step_ms";

  /** Samples of both sides trained on in a second of training. */
  public static final String SAMPLES_PER_SECOND = "samples_per_s";

  /** Seconds of iterations until the budget was used or the target reached. */
  public static final String TRAIN_SECONDS = "train_s";

  /** Iterations until the budget was used or the target reached. */
  public static final String ITERATIONS = "iterations";

  /** The most memory that the process held, in MiB. */
  public static final String PEAK_MIB = "peak_resident_mib";

  /** Seconds of saves, with what is judged at them. */
  public static final String SAVE_SECONDS = "save_s";

  /** 1 if the target quality was reached, 0 if the iterations ended first. */
  public static final String REACHED = "target_reached";

  /** Terms of the loss by side, such as {@code src/ssim}. */
  private static final String LOSS_TERM = "(src|dst)/.+";

  private static final String SRC_LOSS = "src_loss";
  private static final String DST_LOSS = "dst_loss";

  /** What a trial took, by which trials may be compared as well as by faces. */
  private static final List<String> TAKEN =
      List.of(
          ITERATIONS,
          TRAIN_SECONDS,
          STEP_MILLIS,
          SAMPLES_PER_SECOND,
          PEAK_MIB,
          SAVE_SECONDS,
          REACHED,
          PlateauEnd.FIGURE,
          SRC_LOSS,
          DST_LOSS);

  private static final Set<String> SPENT =
      Set.of(ITERATIONS, TRAIN_SECONDS, STEP_MILLIS, SAMPLES_PER_SECOND, PEAK_MIB, SAVE_SECONDS);

  private static final Set<String> HIGHER = Set.of(REACHED, SAMPLES_PER_SECOND);

  private TrialFigures() {}

  /** Whether a lower value is better; a side's figure goes as that of both. */
  public static boolean lowerIsBetter(String figure) {
    return !HIGHER.contains(figure)
        && KnownFigures.better(figure).filter(KnownFigures.Better.HIGHER::equals).isEmpty();
  }

  /** Whether a figure is a quality, and not what was spent on it. */
  public static boolean isQuality(String figure) {
    return !SPENT.contains(figure);
  }

  /** Whether a figure is what a trial took until its target was reached. */
  public static boolean isCostOfTarget(String figure) {
    return figure.equals(ITERATIONS) || figure.equals(TRAIN_SECONDS);
  }

  /**
   * Checks that trials can be compared by a figure.
   *
   * @param key of the experiment file, for the message
   * @throws SettingsException if the name is not known, or the figure is better neither way
   */
  static void requireMetric(String key, String figure) throws SettingsException {
    List<String> known = new ArrayList<>(KnownFigures.names());
    known.addAll(TAKEN);
    require(key, figure, known);
  }

  /**
   * Checks that a figure is judged at saves, so that a training can end by it.
   *
   * @param key of the experiment file, for the message
   * @throws SettingsException if the name is not known, or the figure is better neither way
   */
  static void requireJudged(String key, String figure) throws SettingsException {
    require(key, figure, List.copyOf(KnownFigures.names()));
  }

  private static void require(String key, String figure, List<String> known)
      throws SettingsException {
    Optional<String> unfit = KnownFigures.unfit(figure);
    if (unfit.isPresent()) {
      throw new SettingsException(key + " must be a figure that ranks: " + unfit.get());
    }
    if (!known.contains(figure) && !figure.matches(LOSS_TERM)) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "%s: unknown figure '%s'; nearest is %s",
              key,
              figure,
              NearestWord.to(
                  figure,
                  known.stream().filter(name -> KnownFigures.unfit(name).isEmpty()).toList())));
    }
  }
}
