package org.saehdbw.merging;

import org.saehdbw.merging.filters.LineBlur;
import org.saehdbw.merging.filters.Median;
import org.saehdbw.merging.filters.Planes;
import org.saehdbw.merging.filters.Sharpen;
import org.saehdbw.merging.matching.Motion;
import org.saehdbw.merging.options.MergeOptions;
import org.saehdbw.merging.options.SharpenMode;

/** Filters of a face's square after it was composed with the frame. */
final class CropFilters {
  private static final int LONGEST_BLUR = 50;
  private static final int WHOLE_MEDIAN = 10;

  private CropFilters() {}

  /** The length of a motion blur, 0 for none. */
  static int motionKernel(Motion motion, MergeOptions options, MergeRules rules) {
    int length = (int) (motion.power() * options.motionBlurPower() / 100);
    if (length < 1) {
      return 0;
    }
    int size = Math.max(2, Math.min(LONGEST_BLUR, length + 1));
    return rules.kernel(options.superResolutionPower() > 0 ? 2 * size : size);
  }

  /** Whether {@link #sharpen} changes anything. */
  static boolean sharpens(MergeOptions options) {
    return options.blursharpenAmount() < 0
        || (options.blursharpenAmount() > 0 && options.sharpenMode() != SharpenMode.NONE);
  }

  /** Blurs along the face's motion. */
  static void motionBlur(Planes crop, Motion motion, MergeOptions options, MergeRules rules) {
    int size = motionKernel(motion, options, rules);
    if (size > 0) {
      new LineBlur(size, motion.degrees()).apply(crop);
    }
  }

  /** Sharpens or blurs. */
  static void sharpen(Planes crop, MergeOptions options) {
    int amount = options.blursharpenAmount();
    if (amount > 0) {
      switch (options.sharpenMode()) {
        case NONE -> {}
        case BOX -> Sharpen.box(crop, amount);
        case GAUSSIAN -> Sharpen.gauss(crop, amount);
      }
    }
    for (int rest = -amount; rest > 0; rest -= WHOLE_MEDIAN) {
      Median.apply(crop, Math.min(1f, rest / (float) WHOLE_MEDIAN));
    }
  }
}
