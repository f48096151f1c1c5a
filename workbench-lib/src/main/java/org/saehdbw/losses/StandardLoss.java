package org.saehdbw.losses;

import java.util.List;
import org.saehdbw.extensions.Extensions;
import org.saehdbw.layers.Face;
import org.saehdbw.tensors.TensorOps;

/** The extra losses that the workbench brings, over the whole picture. */
public enum StandardLoss implements ExtraLoss {
  /** The mean absolute difference of target and drawn picture. */
  ABSOLUTE_ERROR("absolute_error"),
  /** The mean squared difference of target and drawn picture. */
  SQUARED_ERROR("squared_error");

  /** Finds any extra loss by its name. */
  public static final Extensions<ExtraLoss> BY_NAME =
      new Extensions<>("extra_loss", ExtraLoss.class, List.of(values()));

  private final String shortName;

  StandardLoss(String shortName) {
    this.shortName = shortName;
  }

  @Override
  public String shortName() {
    return shortName;
  }

  @Override
  public <T> T perSample(TensorOps<T> ops, ReconstructionLoss.Target<T> target, Face<T> drawn) {
    T difference = ops.sub(target.picture(), drawn.picture());
    return ops.meanPerSample(this == ABSOLUTE_ERROR ? ops.abs(difference) : ops.square(difference));
  }
}
