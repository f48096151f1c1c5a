package org.saehdbw.training.components;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.architectures.Network;
import org.saehdbw.layers.BlockKind;
import org.saehdbw.layers.Face;
import org.saehdbw.layers.StandardBlock;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.losses.ReconstructionLoss;
import org.saehdbw.losses.WeightedLoss;
import org.saehdbw.tensors.CostOps;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.Parameter;

/** Looks at blocks and losses of somebody else's before anything is made: by shapes alone. */
public final class CustomComponentsCheck {
  private static final int SAMPLES = 2;

  private CustomComponentsCheck() {}

  /**
   * Walks through the network with a block.
   *
   * @throws IllegalArgumentException if it changes a shape, cannot be applied, its parameters are
   *     not the ones it uses, or the model's options ask for another block
   */
  public static void block(ModelSpec spec, BlockKind kind) {
    Network network = Network.of(spec, kind);
    if (kind instanceof StandardBlock) {
      return;
    }
    CostOps ops = new CostOps();
    Dims pictures = pictures(spec, spec.channels());
    network.reconstruct(ops, pictures, pictures);
    parameters("block " + kind.shortName(), network.parameters(), ops.parameters());
  }

  /**
   * Compares the parameters that something lists with those it uses.
   *
   * @throws IllegalArgumentException if one is listed twice, or only one of the two holds it
   */
  public static void parameters(String what, List<Parameter> listed, List<Parameter> used) {
    Map<String, Parameter> byName = new LinkedHashMap<>();
    for (Parameter parameter : listed) {
      if (byName.put(parameter.name(), parameter) != null) {
        throw new IllegalArgumentException(what + " lists " + parameter.name() + " twice");
      }
    }
    for (Parameter parameter : used) {
      Parameter same = byName.remove(parameter.name());
      if (same == null) {
        throw new IllegalArgumentException(
            what + " uses " + parameter.name() + ", which its parameters() do not list");
      }
      if (!same.equals(parameter)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s lists %s as %s, and uses it as %s",
                what,
                same.name(),
                same.dims(),
                parameter.dims()));
      }
    }
    if (!byName.isEmpty()) {
      throw new IllegalArgumentException(
          what + " lists " + byName.keySet().iterator().next() + ", which it does not use");
    }
  }

  /**
   * Applies a loss to shapes.
   *
   * @throws IllegalArgumentException if it does not give one value a sample, cannot be applied, or
   *     has parameters
   */
  public static void loss(ModelSpec spec, WeightedLoss extra) {
    String what = "extra_loss " + extra.loss().shortName();
    CostOps ops = new CostOps();
    Dims picture = pictures(spec, spec.channels());
    Dims mask = pictures(spec, 1);
    var target = new ReconstructionLoss.Target<>(picture, mask, mask);
    LossOptions options = LossOptions.defaults().with(extra);
    try {
      new ReconstructionLoss(spec.resolution(), options)
          .terms(ops, target, new Face<>(picture, mask));
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw message.startsWith(what)
          ? e
          : new IllegalArgumentException(
              String.format(Locale.ROOT, "%s cannot take pictures %s: %s", what, picture, message),
              e);
    }
    if (!ops.parameters().isEmpty()) {
      throw new IllegalArgumentException(
          what + " must have no parameters, it uses " + ops.parameters().get(0).name());
    }
  }

  private static Dims pictures(ModelSpec spec, int channels) {
    return Dims.of(SAMPLES, channels, spec.resolution(), spec.resolution());
  }
}
