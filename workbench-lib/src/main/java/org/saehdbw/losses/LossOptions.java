package org.saehdbw.losses;

import java.util.Optional;

/**
 * What the reconstruction loss looks at.
 *
 * @param maskedTraining compare inside the blurred face mask only
 * @param eyesMouthPrio weigh eyes and mouth
 * @param blurOutMask blur the targets' background first
 * @param extra a loss beside the original's
 */
public record LossOptions(
    boolean maskedTraining,
    boolean eyesMouthPrio,
    boolean blurOutMask,
    Optional<WeightedLoss> extra) {
  /** Options without an extra loss. */
  public LossOptions(boolean maskedTraining, boolean eyesMouthPrio, boolean blurOutMask) {
    this(maskedTraining, eyesMouthPrio, blurOutMask, Optional.empty());
  }

  /** Returns DeepFaceLab's defaults: masked training alone. */
  public static LossOptions defaults() {
    return new LossOptions(true, false, false);
  }

  /** Returns these options with an extra loss. */
  public LossOptions with(WeightedLoss loss) {
    return new LossOptions(maskedTraining, eyesMouthPrio, blurOutMask, Optional.of(loss));
  }
}
