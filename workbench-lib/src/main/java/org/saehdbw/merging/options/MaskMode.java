package org.saehdbw.merging.options;

import java.util.Locale;

/** Where a face's mask comes from: {@code mask_mode} in settings, in the original's order. */
public enum MaskMode {
  /** All ones. */
  FULL("full"),
  /** The hull of the frame's landmarks. */
  DST("dst"),
  /** The mask that the model predicts for the swapped face. */
  LEARNED_PRD("learned-prd"),
  /** The mask that the model predicts for the frame's face. */
  LEARNED_DST("learned-dst"),
  /** The product of the two. */
  LEARNED_PRODUCT("learned-prd*learned-dst"),
  /** The sum of the two, at most 1. */
  LEARNED_SUM("learned-prd+learned-dst"),
  /** The segmentation network's mask of the predicted face. */
  XSEG_PRD("XSeg-prd"),
  /** The segmentation network's mask of the frame's face. */
  XSEG_DST("XSeg-dst"),
  /** The product of the two. */
  XSEG_PRODUCT("XSeg-prd*XSeg-dst"),
  /** The product of the two predicted masks and the two of the segmentation network. */
  ALL_PRODUCT("learned-prd*learned-dst*XSeg-prd*XSeg-dst");

  private final String shownName;

  MaskMode(String shownName) {
    this.shownName = shownName;
  }

  /** The name in settings: the original's, without capital letters. */
  public String option() {
    return shownName.toLowerCase(Locale.ROOT);
  }

  /** Whether a segmentation network is needed. */
  public boolean needsSegmenter() {
    return this == XSEG_PRD || this == XSEG_DST || this == XSEG_PRODUCT || this == ALL_PRODUCT;
  }
}
