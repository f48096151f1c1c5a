package org.saehdbw.merging.options;

/**
 * How much of a face is smoothed over time. Each is a strength of 0, which changes nothing, to 100:
 * weights fall as a bell of {@code strength / 20} frames, before and after alike, so that nothing
 * lags behind.
 *
 * @param landmarks where the face is
 * @param masks the masks that the model predicts
 * @param colours how the transfer changes brightness and colours
 */
public record Steadiness(int landmarks, int masks, int colours) {
  /** Nothing is smoothed. */
  public static final Steadiness NONE = new Steadiness(0, 0, 0);

  /** The widest window has so many frames on each side. */
  public static final int MOST_REACH = 10;

  private static final double STRENGTH_A_FRAME = 20;
  private static final double BELLS = 2;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is left
   */
  public Steadiness {
    MergeSettings.LANDMARK_SMOOTHING.check(landmarks);
    MergeSettings.MASK_SMOOTHING.check(masks);
    MergeSettings.COLOR_SMOOTHING.check(colours);
  }

  /** The deviation of the bell in frames. */
  public static double frames(int strength) {
    return strength / STRENGTH_A_FRAME;
  }

  /** How many frames on each side count. */
  public static int reach(int strength) {
    return (int) Math.min(MOST_REACH, Math.ceil(BELLS * frames(strength)));
  }

  /** How many frames on each side must be predicted for this one. */
  public int predictedReach() {
    return Math.max(reach(masks), reach(colours));
  }

  Steadiness toward(Steadiness other, double part) {
    return new Steadiness(
        MergeOptions.between(landmarks, other.landmarks, part),
        MergeOptions.between(masks, other.masks, part),
        MergeOptions.between(colours, other.colours, part));
  }
}
