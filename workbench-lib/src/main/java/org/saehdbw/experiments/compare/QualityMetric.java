package org.saehdbw.experiments.compare;

import java.util.List;

/**
 * A figure of held-out faces in the {@code saved} events of a run.
 *
 * @param key the field's name, such as {@code luma_mse}
 */
public record QualityMetric(String key) {
  /** What is judged unless settings say otherwise: comparable across channel counts. */
  public static final QualityMetric DEFAULT = new QualityMetric("luma_mse");

  private static final List<String> HIGHER_IS_BETTER =
      List.of("psnr", "ssim", "iou", "sharpness", "identity_share");

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is no field's name
   */
  public QualityMetric {
    if (!key.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException(
          "quality.metric must be a figure's name of a-z, 0-9 and _, such as luma_mse, got " + key);
    }
  }

  /** Whether less of it is better: an error is, a ratio, an SSIM and a PSNR are not. */
  public boolean lowerIsBetter() {
    return HIGHER_IS_BETTER.stream().noneMatch(key::contains);
  }
}
