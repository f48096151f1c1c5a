package org.saehdbw.deepfacelab;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.architectures.Network;
import org.saehdbw.checkpoints.NamedArray;
import org.saehdbw.tensors.Parameter;

/**
 * A colour model made gray, or a gray one made a colour one.
 *
 * <p>To gray, the first kernel is summed over its channels, so that gray pictures give the same
 * codes as before (three equal channels times three kernels are one channel times their sum).
 * Output convolutions are mixed to luma before the sigmoid, which is not the luma of three
 * sigmoids: they agree where the three channels do, and the less the more colourful the drawing is.
 *
 * <p>To colour, the first kernel is shared out in equal parts, so that a gray picture repeated
 * three times gives the same codes as before, and outputs are repeated, so that it draws the same
 * gray.
 */
final class ChannelChange {
  /** Blue, green, red, as OpenCV has them and DeepFaceLab's gray pictures are made with. */
  private static final double[] LUMA = {0.114, 0.587, 0.299};

  private ChannelChange() {}

  /**
   * Returns a model's weights with other channels.
   *
   * @param weights all weights of {@code from}, in its network's order
   * @param from what they are of
   * @param to the same model with the other channels
   */
  static List<NamedArray> apply(List<NamedArray> weights, ModelSpec from, ModelSpec to) {
    List<Parameter> before = Network.of(from).parameters();
    List<Parameter> after = Network.of(to).parameters();
    List<NamedArray> changed = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      changed.add(apply(weights.get(i), before.get(i), after.get(i)));
    }
    return changed;
  }

  private static NamedArray apply(NamedArray weight, Parameter before, Parameter after) {
    if (before.dims().equals(after.dims())) {
      return weight;
    }
    boolean kernel = before.kind() == Parameter.Kind.CONVOLUTION;
    boolean ofInput = kernel && before.dims().at(1) != after.dims().at(1);
    FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(after.dims().count()));
    if (ofInput) {
      int plane = before.dims().at(2) * before.dims().at(3);
      boolean toGray = before.dims().at(1) == LUMA.length;
      for (int out = 0; out < before.dims().at(0); out++) {
        if (toGray) {
          mix(weight.values(), out * LUMA.length * plane, plane, new double[] {1, 1, 1}, values);
        } else {
          repeat(weight.values(), out * plane, plane, 1.0 / LUMA.length, values);
        }
      }
    } else {
      int each = Math.toIntExact(before.dims().count() / before.dims().at(0));
      if (before.dims().at(0) == LUMA.length) {
        mix(weight.values(), 0, each, LUMA, values);
      } else {
        repeat(weight.values(), 0, each, 1, values);
      }
    }
    return new NamedArray(weight.name(), after.dims().sizes(), values.flip());
  }

  /** Appends the weighted sum of neighbouring blocks. */
  private static void mix(
      FloatBuffer from, int first, int block, double[] shares, FloatBuffer into) {
    for (int i = 0; i < block; i++) {
      double sum = 0;
      for (int channel = 0; channel < shares.length; channel++) {
        sum += shares[channel] * from.get(from.position() + first + channel * block + i);
      }
      into.put((float) sum);
    }
  }

  /** Appends a block three times. */
  private static void repeat(
      FloatBuffer from, int first, int block, double factor, FloatBuffer into) {
    for (int channel = 0; channel < LUMA.length; channel++) {
      for (int i = 0; i < block; i++) {
        into.put((float) (factor * from.get(from.position() + first + i)));
      }
    }
  }
}
