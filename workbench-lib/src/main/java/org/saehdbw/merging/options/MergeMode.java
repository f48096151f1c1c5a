package org.saehdbw.merging.options;

import java.util.Locale;

/**
 * What becomes of a face: {@code mode} in settings. The order is that of the original's numbers.
 */
public enum MergeMode {
  /** The frame as it is; only the mask is made. */
  ORIGINAL,
  /** The face, after its transfer, blended by the mask. */
  OVERLAY,
  /** As overlay, with a match of histograms after the transfer. */
  HIST_MATCH,
  /** Poisson cloning; the transfer follows. */
  SEAMLESS,
  /** As seamless, with a match of histograms after cloning. */
  SEAMLESS_HIST_MATCH,
  /** The predicted square pasted whole, for other programs. */
  RAW_RGB,
  /** Only the predicted square, no frame. */
  RAW_PREDICT;

  /** The name in settings, such as {@code hist-match}. */
  public String option() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether only the mask mode, the face's scale and super resolution count. */
  public boolean isRaw() {
    return this == RAW_RGB || this == RAW_PREDICT;
  }

  /** Whether the face is cloned. */
  public boolean isSeamless() {
    return this == SEAMLESS || this == SEAMLESS_HIST_MATCH;
  }
}
