package org.saehdbw.merging.options;

import java.util.Locale;

/** How a face is sharpened: {@code sharpen_mode} in settings, in the original's order. */
public enum SharpenMode {
  /** Not at all. */
  NONE,
  /** Against the mean of 3 x 3 pixels. */
  BOX,
  /** Against a small Gaussian blur. */
  GAUSSIAN;

  /** The name in settings. */
  public String option() {
    return name().toLowerCase(Locale.ROOT);
  }
}
