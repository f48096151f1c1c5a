package org.saehdbw.training.plan;

import java.util.List;
import java.util.Locale;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingType;
import org.saehdbw.settings.SettingValues;

/**
 * How a training that collapses is noticed, and what is done then.
 *
 * @param answer what is done
 * @param spikeZ robust standard deviations above the median at which a loss is a spike; 0 is off
 * @param spikeWindow iterations of which median and deviation are taken
 * @param constantIterations iterations between looks for a constant picture; 0 is off
 * @param wonIterations how long a discriminator wins until it has won; 0 is off
 * @param repeatIterations within how many iterations a collapse counts as the one before
 */
public record CollapseOptions(
    Answer answer,
    double spikeZ,
    int spikeWindow,
    int constantIterations,
    int wonIterations,
    int repeatIterations) {
  /** What is done when training collapses. */
  public enum Answer {
    /** Go back to the last good checkpoint and continue without the batch. */
    RECOVER,
    /** Stop without a save. */
    STOP,
    /** Look for nothing but values that are not finite, which always stop. */
    IGNORE;

    /** The word in settings. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static final Setting<Answer> ON_COLLAPSE =
      Setting.of(
          "on_collapse",
          SettingType.words(List.of(Answer.values()), Answer::word),
          Answer.RECOVER,
          "go back to the last good checkpoint and continue without the batch, stop, or do not"
              + " look");
  public static final Setting<Double> SPIKE_Z =
      Setting.of(
          "spike_z",
          SettingType.number(0, 1e6),
          20.0,
          "a loss so many robust standard deviations above its median is a collapse; 0 is off");
  public static final Setting<Integer> SPIKE_WINDOW =
      Setting.of(
          "spike_window",
          SettingType.integer(10, 100_000),
          200,
          "iterations of which that median and deviation are taken");
  public static final Setting<Integer> CONSTANT_INTERVAL_ITER =
      Setting.of(
          "constant_interval_iter",
          SettingType.integer(0, Integer.MAX_VALUE),
          500,
          "iterations between looks for drawn faces of one colour, beside each save; 0 is off");
  public static final Setting<Integer> DISCRIMINATOR_WON_ITER =
      Setting.of(
          "discriminator_won_iter",
          SettingType.integer(0, Integer.MAX_VALUE),
          5000,
          "iterations of a discriminator near zero while the model's loss by it rises; 0 is off");
  public static final Setting<Integer> COLLAPSE_REPEAT_ITER =
      Setting.of(
          "collapse_repeat_iter",
          SettingType.integer(1, Integer.MAX_VALUE),
          1000,
          "another collapse within so many iterations halves the learning rate, a third stops");

  public static final List<Setting<?>> SETTINGS =
      List.of(
          ON_COLLAPSE,
          SPIKE_Z,
          SPIKE_WINDOW,
          CONSTANT_INTERVAL_ITER,
          DISCRIMINATOR_WON_ITER,
          COLLAPSE_REPEAT_ITER);

  /** Fills the options from settings. */
  public static CollapseOptions of(SettingValues values) {
    return new CollapseOptions(
        values.get(ON_COLLAPSE),
        values.get(SPIKE_Z),
        values.get(SPIKE_WINDOW),
        values.get(CONSTANT_INTERVAL_ITER),
        values.get(DISCRIMINATOR_WON_ITER),
        values.get(COLLAPSE_REPEAT_ITER));
  }

  /** Whether anything but values that are not finite is looked for. */
  public boolean watches() {
    return answer != Answer.IGNORE;
  }
}
