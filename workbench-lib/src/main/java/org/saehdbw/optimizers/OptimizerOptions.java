package org.saehdbw.optimizers;

import java.util.List;
import java.util.Locale;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingType;
import org.saehdbw.settings.SettingValues;

/**
 * Hyper-parameters of both optimizers. The values of {@link #defaults} are DeepFaceLab's.
 *
 * @param learningRate the step size, above 0
 * @param epsilon added to the root in the denominator, above 0
 * @param beta1 AdaBelief's decay of the mean gradient, in [0, 1)
 * @param beta2 AdaBelief's decay of the squared deviation, in [0, 1)
 * @param rho RMSprop's decay of the squared gradient, in [0, 1)
 * @param lrDropout the probability that an element keeps its step, in (0, 1]; 1 is off. It acts in
 *     1024ths, rounded up: the original compares a half-precision draw with 0.3, which keeps
 *     308/1024
 * @param lrCosPeriod the period in updates of the cosine that swings the rate between full and
 *     zero; 0 is off
 * @param warmup smaller steps at the beginning
 * @param clipNorm the largest global gradient norm; 0 is off
 * @param seed the run's seed, for the dropout masks
 */
public record OptimizerOptions(
    double learningRate,
    double epsilon,
    double beta1,
    double beta2,
    double rho,
    double lrDropout,
    int lrCosPeriod,
    Warmup warmup,
    double clipNorm,
    long seed) {
  /** Learning-rate dropout as the setting has it. */
  public enum Dropout {
    /** Off. */
    N,
    /** On. */
    Y,
    /** On; where its numbers are kept was a choice of graphics memory. */
    CPU;

    /** The word in settings. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static final Setting<Boolean> ADABELIEF =
      Setting.of("adabelief", SettingType.bool(), true, "AdaBelief; false takes RMSprop");
  public static final Setting<Dropout> LR_DROPOUT =
      Setting.of(
              "lr_dropout",
              SettingType.words(List.of(Dropout.values()), Dropout::word),
              Dropout.N,
              "learning-rate dropout and cosine rate")
          .whilePretraining(Dropout.N);
  public static final Setting<Boolean> CLIPGRAD =
      Setting.of("clipgrad", SettingType.bool(), false, "clip the gradients' global norm to 1");
  public static final Setting<Double> LEARNING_RATE =
      Setting.of(
          "learning_rate", SettingType.number(1e-8, 0.1), 5e-5, "step size of the optimizer");

  public static final Setting<Integer> LR_WARMUP =
      Setting.of(
          "lr_warmup",
          SettingType.integer(0, 1_000_000),
          0,
          "iterations over which the learning rate rises to its full value; 0 is off");
  public static final Setting<Boolean> BIAS_CORRECTION =
      Setting.of(
          "bias_correction",
          SettingType.bool(),
          false,
          "correct AdaBelief's moments for their start at zero, which makes the first steps smaller");

  public static final List<Setting<?>> SETTINGS =
      List.of(ADABELIEF, LR_DROPOUT, CLIPGRAD, LEARNING_RATE, LR_WARMUP, BIAS_CORRECTION);

  private static final double PI = 3.1415926535;
  private static final double CLIP_NORM = 1;

  /**
   * Checks every range.
   *
   * @throws IllegalArgumentException if a value is outside its range, which the message names
   */
  public OptimizerOptions {
    require(
        learningRate > 0 && Double.isFinite(learningRate), "learningRate above 0", learningRate);
    require(epsilon > 0 && Double.isFinite(epsilon), "epsilon above 0", epsilon);
    require(beta1 >= 0 && beta1 < 1, "beta1 in [0, 1)", beta1);
    require(beta2 >= 0 && beta2 < 1, "beta2 in [0, 1)", beta2);
    require(rho >= 0 && rho < 1, "rho in [0, 1)", rho);
    require(lrDropout > 0 && lrDropout <= 1, "lrDropout in (0, 1]", lrDropout);
    require(lrCosPeriod >= 0, "lrCosPeriod at least 0", lrCosPeriod);
    require(clipNorm >= 0 && Double.isFinite(clipNorm), "clipNorm at least 0", clipNorm);
  }

  /** Returns DeepFaceLab's values, without dropout, cosine and clipping. */
  public static OptimizerOptions defaults(long seed) {
    return new OptimizerOptions(
        LEARNING_RATE.defaultValue(), 1e-6, 0.9, 0.999, 0.9, 1, 0, Warmup.NONE, 0, seed);
  }

  /** Fills the options from settings as the stage has them. */
  public static OptimizerOptions of(SettingValues values, long seed) {
    OptimizerOptions options = defaults(seed).withLearningRate(values.get(LEARNING_RATE));
    if (values.get(LR_DROPOUT) != Dropout.N) {
      options = options.withLrDropout();
    }
    boolean corrected = values.get(BIAS_CORRECTION) && values.get(ADABELIEF);
    options = options.withWarmup(new Warmup(values.get(LR_WARMUP), corrected));
    return values.get(CLIPGRAD) ? options.withClipNorm(CLIP_NORM) : options;
  }

  /** Returns a copy with another learning rate. */
  public OptimizerOptions withLearningRate(double rate) {
    return new OptimizerOptions(
        rate, epsilon, beta1, beta2, rho, lrDropout, lrCosPeriod, warmup, clipNorm, seed);
  }

  /** Returns a copy with DeepFaceLab's learning-rate dropout: keep 0.3, cosine period 500. */
  public OptimizerOptions withLrDropout() {
    return withLrDropout(0.3, 500);
  }

  /** Returns a copy with another keep probability and cosine period. */
  public OptimizerOptions withLrDropout(double keep, int period) {
    return new OptimizerOptions(
        learningRate, epsilon, beta1, beta2, rho, keep, period, warmup, clipNorm, seed);
  }

  /** Returns a copy that clips gradients to a global norm; 0 turns clipping off. */
  public OptimizerOptions withClipNorm(double norm) {
    return new OptimizerOptions(
        learningRate, epsilon, beta1, beta2, rho, lrDropout, lrCosPeriod, warmup, norm, seed);
  }

  /** Returns a copy that begins with smaller steps. */
  public OptimizerOptions withWarmup(Warmup rise) {
    return new OptimizerOptions(
        learningRate, epsilon, beta1, beta2, rho, lrDropout, lrCosPeriod, rise, clipNorm, seed);
  }

  /**
   * Returns what the learning rate is multiplied with: {@code (cos(2 pi n / period) + 1) / 2}, or 1
   * without a period; times what the {@link Warmup} says. The original leaves open whether it
   * counts before or after its increment; we count before, so the cosine of the first update is 1.
   *
   * @param updatesBefore the updates made before this one
   */
  public float rateFactor(long updatesBefore) {
    double rise = warmup.factor(updatesBefore, beta1, beta2);
    if (lrCosPeriod == 0) {
      return (float) rise;
    }
    return (float) (rise * (Math.cos(updatesBefore * (2 * PI / lrCosPeriod)) + 1) / 2);
  }

  /** Returns how many of 1024 equally likely draws keep an element's step. */
  int keptOf1024() {
    return (int) Math.ceil(lrDropout * 1024);
  }

  private static void require(boolean holds, String allowed, Number got) {
    if (!holds) {
      throw new IllegalArgumentException("optimizer option must be " + allowed + ", got " + got);
    }
  }
}
