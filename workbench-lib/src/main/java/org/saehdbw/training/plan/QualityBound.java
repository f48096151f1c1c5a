package org.saehdbw.training.plan;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.settings.SettingType;

/**
 * A figure of held-out faces and how good it must be.
 *
 * @param figure its name, such as {@code luma_psnr_db}
 * @param atLeast whether it must be at least the bound, else at most
 * @param bound in the figure's unit
 */
record QualityBound(String figure, boolean atLeast, double bound) {
  /** Text such as {@code luma_psnr_db>=24}, or empty. */
  static final SettingType<String> TYPE =
      SettingType.pattern(
          "[a-z][a-z0-9_]*(<=|>=)[-+]?[0-9.]+([eE][-+]?\\d+)?",
          "a figure and its bound, such as luma_psnr_db>=24");

  /** Reads text of {@link #TYPE}; empty text gives none. */
  static Optional<QualityBound> parse(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    int at = text.indexOf('=') - 1;
    return Optional.of(
        new QualityBound(
            text.substring(0, at),
            text.charAt(at) == '>',
            Double.parseDouble(text.substring(at + 2))));
  }

  /**
   * Returns whether figures are good enough.
   *
   * @param key the setting that asks, for the message
   * @throws TrainingException if the figure is not among them
   */
  boolean isMetBy(Map<String, Double> figures, String key) throws TrainingException {
    Double value = figures.get(figure);
    if (value == null) {
      throw new TrainingException(
          String.format(
              Locale.ROOT,
              "%s must name a figure of held-out faces, got %s; there are %s",
              key,
              figure,
              figures.isEmpty() ? "none, as no faces are held out" : figures.keySet()));
    }
    return atLeast ? value >= bound : value <= bound;
  }
}
