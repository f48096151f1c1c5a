package org.saehdbw.experiments.sweeps;

import java.util.Set;

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

  private static final Set<String> HIGHER =
      Set.of(
          "luma_psnr_db",
          "luma_ssim",
          "mask_iou",
          "sharpness_ratio",
          "swap_identity_share",
          REACHED,
          SAMPLES_PER_SECOND);

  private TrialFigures() {}

  /** Whether a lower value is better; a side's figure goes as that of both. */
  public static boolean lowerIsBetter(String figure) {
    return !HIGHER.contains(figure.replaceFirst("_(src|dst)$", ""));
  }
}
