package org.saehdbw.merging;

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

  /** From [0, 1] to 0 to 255: cut by the original, rounded by us. */
  int toByte(float value) {
    float scaled = original ? value * 255 : value * 255 + 0.5f;
    return scaled <= 0 ? 0 : Math.min(255, (int) scaled);
  }
}
