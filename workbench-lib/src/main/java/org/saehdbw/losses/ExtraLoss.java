package org.saehdbw.losses;

import org.saehdbw.extensions.HasShortName;
import org.saehdbw.layers.Face;
import org.saehdbw.tensors.TensorOps;

/**
 * A loss beside those of the original, for either side's drawn face. The settings {@code
 * extra_loss} and {@code extra_loss_power} name it and weigh it.
 *
 * <p>It is written against {@link TensorOps} and has no parameters. A class that a settings file
 * names is public and has a public constructor without arguments.
 */
public interface ExtraLoss extends HasShortName {
  /**
   * Returns each sample's value (N, 1), lower for better; the gradient is that of their sum. Its
   * weight is applied by the caller.
   *
   * @param target what the face should be, whole pictures in [0, 1]: neither masked nor blurred;
   *     its eyes-and-mouth mask holds something with {@code eyes_mouth_prio} only
   * @param drawn what the network drew, in [0, 1]
   */
  <T> T perSample(TensorOps<T> ops, ReconstructionLoss.Target<T> target, Face<T> drawn);
}
