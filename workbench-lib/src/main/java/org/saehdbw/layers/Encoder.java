package org.saehdbw.layers;

import java.util.ArrayList;
import java.util.List;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.TensorOps;

/**
 * Pictures (N, C, R, R) to vectors: four downscales, or, deep, five with two blocks; then flattened
 * in channel, row, column order, then pixel norm if asked for.
 *
 * @param name the part's name
 * @param blocks the convolutional blocks
 * @param pixelNorm option {@code u}
 */
public record Encoder(String name, Sequence blocks, boolean pixelNorm) implements Layer {
  /**
   * Returns an encoder of {@code channels} input channels and base width {@code e}; deep, it has
   * two blocks of a kind.
   */
  public static Encoder of(
      String name,
      int channels,
      int e,
      boolean deep,
      boolean pixelNorm,
      Nonlinearity act,
      BlockKind kind) {
    List<Layer> blocks = new ArrayList<>();
    if (deep) {
      blocks.add(Downscale.of(name + "/down1", channels, e, act));
      blocks.add(PlacedBlock.of(kind, name + "/res1", e, act));
      blocks.add(Downscale.of(name + "/down2", e, 2 * e, act));
      blocks.add(Downscale.of(name + "/down3", 2 * e, 4 * e, act));
      blocks.add(Downscale.of(name + "/down4", 4 * e, 8 * e, act));
      blocks.add(Downscale.of(name + "/down5", 8 * e, 8 * e, act));
      blocks.add(PlacedBlock.of(kind, name + "/res5", 8 * e, act));
    } else {
      int in = channels;
      for (int i = 0; i < 4; i++) {
        blocks.add(Downscale.of(name + "/down1/downs_" + i, in, e << i, act));
        in = e << i;
      }
    }
    return new Encoder(name, new Sequence(blocks), pixelNorm);
  }

  @Override
  public <T> T forward(TensorOps<T> ops, T x) {
    T flat = ops.flatten(blocks.forward(ops, x));
    return ops.layer(name + "/flatten", pixelNorm ? new PixelNorm().forward(ops, flat) : flat);
  }

  @Override
  public List<Parameter> parameters() {
    return blocks.parameters();
  }
}
