package org.saehdbw.training.steps;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.architectures.Network;
import org.saehdbw.layers.BlockKind;
import org.saehdbw.layers.Face;
import org.saehdbw.layers.StandardBlock;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.losses.ReconstructionLoss;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.TensorOps;

/**
 * The training step as every interpreter runs it: forward pass and losses.
 *
 * @param spec the model
 * @param block what stands in the place of residual blocks
 * @param network its network
 * @param losses what it is judged by
 */
record StepBody(ModelSpec spec, BlockKind block, Network network, LossOptions losses) {
  static final int INPUTS = 8;

  /**
   * Losses.
   *
   * @param names {@code src/dssim} and so on, one a column
   * @param terms (N, names)
   */
  record Losses<T>(List<String> names, T terms) {}

  static StepBody of(ModelSpec spec, LossOptions losses) {
    return of(spec, StandardBlock.RESIDUAL, losses);
  }

  static StepBody of(ModelSpec spec, BlockKind block, LossOptions losses) {
    return new StepBody(spec, block, Network.of(spec, block), losses);
  }

  /** Shapes of the inputs: warped, target, mask, eyes and mouth; first of src, then of dst. */
  List<Dims> inputs(int batch) {
    Dims picture = pictures(batch);
    Dims mask = picture.with(1, 1);
    List<Dims> side = List.of(picture, picture, mask, mask);
    List<Dims> all = new ArrayList<>(side);
    all.addAll(side);
    return List.copyOf(all);
  }

  Dims pictures(int batch) {
    return Dims.of(batch, spec.channels(), spec.resolution(), spec.resolution());
  }

  <T> Losses<T> losses(TensorOps<T> ops, List<T> inputs) {
    Network.Pair<T> drawn = network.reconstruct(ops, inputs.get(0), inputs.get(4));
    List<String> names = new ArrayList<>();
    List<T> columns = new ArrayList<>();
    side(ops, "src/", inputs.subList(0, 4), drawn.src(), names, columns);
    side(ops, "dst/", inputs.subList(4, INPUTS), drawn.dst(), names, columns);
    return new Losses<>(List.copyOf(names), ops.concat(columns, 1));
  }

  private <T> void side(
      TensorOps<T> ops,
      String prefix,
      List<T> inputs,
      Face<T> drawn,
      List<String> names,
      List<T> columns) {
    var target = new ReconstructionLoss.Target<>(inputs.get(1), inputs.get(2), inputs.get(3));
    Map<String, T> terms =
        new ReconstructionLoss(spec.resolution(), losses).terms(ops, target, drawn);
    terms.forEach(
        (name, term) -> {
          names.add(prefix + name);
          columns.add(term);
        });
  }

  /** Pictures and masks: source, destination, swap. */
  <T> List<T> predictions(TensorOps<T> ops, T src, T dst) {
    Network.Swap<T> swap = network.swap(ops, src, dst);
    return List.of(
        swap.srcSrc().picture(),
        swap.srcSrc().mask(),
        swap.dstDst().picture(),
        swap.dstDst().mask(),
        swap.srcDst().picture(),
        swap.srcDst().mask());
  }
}
