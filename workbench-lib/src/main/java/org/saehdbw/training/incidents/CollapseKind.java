package org.saehdbw.training.incidents;

import java.util.Locale;

/** How training can collapse. */
public enum CollapseKind {
  /** A loss or a weight is NaN or infinite. */
  NOT_FINITE,
  /** A loss is far above those before ({@link LossSpikes}). */
  LOSS_SPIKE,
  /** A drawn face has one colour ({@link ConstantPicture}). */
  CONSTANT_PICTURE,
  /** A discriminator has won ({@link WonDiscriminator}). */
  DISCRIMINATOR_WON;

  /** Returns the name in files, such as {@code loss_spike}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
