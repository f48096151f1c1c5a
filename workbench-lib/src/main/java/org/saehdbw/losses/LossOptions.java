package org.saehdbw.losses;

/**
 * What the reconstruction loss looks at.
 *
 * @param maskedTraining compare inside the blurred face mask only
 * @param eyesMouthPrio weigh eyes and mouth
 * @param blurOutMask blur the targets' background first
 */
public record LossOptions(boolean maskedTraining, boolean eyesMouthPrio, boolean blurOutMask) {
  /** Returns DeepFaceLab's defaults: masked training alone. */
  public static LossOptions defaults() {
    return new LossOptions(true, false, false);
  }
}
