package org.saehdbw.experiments.sweeps;

import java.util.Set;

/** The figures of a trial by name, and which way they are better. */
public final class TrialFigures {
  /** The median time of an iteration without saves, in milliseconds. */
  public static final String STEP_MILLIS = "median_step_ms";

  /** Samples of both sides trained on in a second of training. */
  public static final String SAMPLES_PER_SECOND = "samples_per_s";

  private static final Set<String> HIGHER =
      Set.of(
          "luma_psnr_db",
          "luma_ssim",
          "mask_iou",
          "sharpness_ratio",
          "swap_identity_share",
          SAMPLES_PER_SECOND);

  private TrialFigures() {}

  /** Whether a lower value is better; a side's figure goes as that of both. */
  public static boolean lowerIsBetter(String figure) {
    return !HIGHER.contains(figure.replaceFirst("_(src|dst)$", ""));
  }
}
