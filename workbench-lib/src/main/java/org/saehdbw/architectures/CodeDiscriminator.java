package org.saehdbw.architectures;

import java.util.ArrayList;
import java.util.List;
import org.saehdbw.layers.Conv2d;
import org.saehdbw.layers.Layer;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.TensorOps;

/**
 * Tells the source's codes from the destination's, for true face (DF only; spec/model 4.1).
 *
 * @param stages convolutions that halve the code
 * @param outConv to one logit a place
 */
public record CodeDiscriminator(List<Conv2d> stages, Conv2d outConv) implements Layer {
  /** The part's name. */
  public static final String PART = "dis";

  private static final int WIDTH = 256;
  private static final int MOST = 8;
  private static final double SLOPE = 0.1;

  /**
   * Returns the discriminator of codes (N, channels, side, side): one stage, and one more for every
   * eight pixels of the side.
   */
  public static CodeDiscriminator of(int channels, int side) {
    List<Conv2d> stages = new ArrayList<>();
    int width = channels;
    for (int i = 0; i < 1 + side / 8; i++) {
      int next = WIDTH * Math.min(1 << i, MOST);
      stages.add(Conv2d.of(PART + "/convs_" + i, width, next, i == 0 ? 4 : 3, 2));
      width = next;
    }
    return new CodeDiscriminator(
        List.copyOf(stages), Conv2d.of(PART + "/out_conv", width, 1, 1, 1));
  }

  /** Returns logits (N, 1, h, w), high where a code is taken for one of the destination. */
  @Override
  public <T> T forward(TensorOps<T> ops, T code) {
    T x = code;
    for (int i = 0; i < stages.size(); i++) {
      x = ops.leakyRelu(stages.get(i).forward(ops, x), SLOPE);
      x = ops.layer(PART + "/convs_" + i, x);
    }
    return ops.layer(PART + "/out_conv", outConv.forward(ops, x));
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>();
    stages.forEach(stage -> all.addAll(stage.parameters()));
    all.addAll(outConv.parameters());
    return List.copyOf(all);
  }
}
