package org.saehdbw.merging;

import org.saehdbw.merging.filters.Warp;
import org.saehdbw.merging.options.MergeOptions;

/**
 * Which of the original's mistakes are repeated.
 *
 * @param original those of the original program
 * @param fork those of its one-channel fork too
 */
record MergeRules(boolean original, boolean fork) {
  /** All mended. */
  static final MergeRules MENDED = new MergeRules(false, false);

  /** What the options say; only one-channel frames have the fork's mistakes. */
  static MergeRules of(MergeOptions options, int channels) {
    return new MergeRules(options.asOriginal(), options.asOriginal() && channels == 1);
  }

  /** Sizes of kernels are made odd, so that they have a middle. */
  int kernel(int size) {
    return original ? size : size | 1;
  }

  /** What a face's square has outside of the frame. */
  Warp.Border border() {
    return original ? Warp.Border.BLACK : Warp.Border.REPLICATE;
  }

  /** From [0, 1] to 0 to 255: cut by the original, rounded by us. */
  int toByte(float value) {
    return level(value, rounding());
  }

  /** What is added to a level before it is cut: 0 by the original, a half by us. */
  float rounding() {
    return original ? 0 : 0.5f;
  }

  /** From [0, 1] to 0 to 255, for loops over many values. */
  static int level(float value, float rounding) {
    return Math.max(0, Math.min(255, (int) (value * 255 + rounding)));
  }
}
