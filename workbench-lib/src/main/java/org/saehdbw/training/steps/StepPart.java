package org.saehdbw.training.steps;

/** What one training iteration updates, one after the other (spec/model 6.5). */
public enum StepPart {
  /** The model that draws faces. */
  MODEL,
  /** The discriminator of codes, for true face. */
  CODE_DISCRIMINATOR,
  /** The discriminator of patches, for GAN. */
  PATCH_DISCRIMINATOR
}
