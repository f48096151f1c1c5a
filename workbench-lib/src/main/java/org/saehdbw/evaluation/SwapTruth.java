package org.saehdbw.evaluation;

/** Both persons in one pose, expression and light: what a swap is compared with. */
final class SwapTruth {
  /** Persons who are this similar inside a mask cannot be distinguished. */
  private static final double ALIKE = 1 - 1e-9;

  private final NormalizedFace look;
  private final double[] src;
  private final double[] dst;
  private final double srcVariance;
  private final double alike;

  /**
   * Takes both persons.
   *
   * @param src luma of the person that the swap should show
   * @param dst luma of the one that it should not show
   * @param mask of the pixels compared: the face of both
   */
  SwapTruth(double[] src, double[] dst, double[] mask) {
    look = new NormalizedFace(mask);
    this.src = look.standard(src);
    this.dst = look.standard(dst);
    srcVariance = look.variance(src);
    alike = look.product(this.src, this.dst);
  }

  /** Returns the sum of the mask, by which errors are pooled. */
  double weight() {
    return look.weight();
  }

  /** Returns the swap's mean squared error to src after its best gain and offset. */
  double error(double[] swap) {
    return error(look.product(look.standard(swap), src));
  }

  /** Returns that error of the dst face itself. */
  double unchangedError() {
    return error(alike);
  }

  private double error(double like) {
    return srcVariance * (1 - (like < 0 ? 0 : like * like));
  }

  /** Whether the share means anything: the persons differ, and there is a mask. */
  boolean tellsApart() {
    return alike < ALIKE;
  }

  /** Returns 1 where the swap is src, 0 where it is dst. */
  double share(double[] swap) {
    return 0.5 + (likeSrc(swap) - likeDst(swap)) / (2 * (1 - alike));
  }

  /** Returns the swap's correlation with src, from -1 to 1. */
  double likeSrc(double[] swap) {
    return look.product(look.standard(swap), src);
  }

  /** Returns the swap's correlation with dst, from -1 to 1. */
  double likeDst(double[] swap) {
    return look.product(look.standard(swap), dst);
  }
}
