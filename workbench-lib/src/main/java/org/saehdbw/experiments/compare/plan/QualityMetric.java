package org.saehdbw.experiments.compare.plan;

import java.util.Locale;
import java.util.Optional;
import org.saehdbw.evaluation.KnownFigures;
import org.saehdbw.settings.NearestWord;

/**
 * A figure of held-out faces in the {@code saved} events of a run.
 *
 * @param key the field's name, such as {@code luma_mse}
 */
public record QualityMetric(String key) {
  /** What is judged unless settings say otherwise: comparable across channel counts. */
  public static final QualityMetric DEFAULT = new QualityMetric("luma_mse");

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is not a figure's name, or the figure is better neither
   *     way
   */
  public QualityMetric {
    if (!key.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException(
          "quality.metric must be a figure's name of a-z, 0-9 and _, such as luma_mse, got " + key);
    }
    Optional<String> unfit = KnownFigures.unfit(key);
    if (unfit.isPresent()) {
      throw new IllegalArgumentException(
          "quality.metric must be a figure that ranks: " + unfit.get());
    }
    if (KnownFigures.better(key).isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "quality.metric: unknown figure '%s'; nearest is %s",
              key,
              NearestWord.to(key, KnownFigures.names())));
    }
  }

  /** Whether less of it is better: an error is, a ratio, an SSIM and a PSNR are not. */
  public boolean lowerIsBetter() {
    return KnownFigures.better(key).filter(KnownFigures.Better.HIGHER::equals).isEmpty();
  }
}
