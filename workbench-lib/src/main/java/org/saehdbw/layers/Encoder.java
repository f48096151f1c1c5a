package org.saehdbw.layers;

import java.util.ArrayList;
import java.util.List;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.TensorOps;

/**
 * Pictures (N, C, R, R) to vectors: four downscales, or, deep, five with two blocks; then flattened
 * in channel, row, column order, then pixel norm if asked for. With a folded stem the first
 * downscale replaces two: it quarters each side.
 *
 * @param name the part's name
 * @param blocks the convolutional blocks
 * @param pixelNorm option {@code u}
 */
public record Encoder(String name, Sequence blocks, boolean pixelNorm) implements Layer {
  /**
   * An encoder's dimensions.
   *
   * @param channels of the pictures
   * @param e base width
   * @param deep option {@code t}
   * @param folded option {@code f}
   * @param pixelNorm option {@code u}
   */
  public record Size(int channels, int e, boolean deep, boolean folded, boolean pixelNorm) {}

  /** Returns an encoder; deep, it has two blocks of a kind. */
  public static Encoder of(String name, Size size, Nonlinearity act, BlockKind kind) {
    int e = size.e();
    List<Layer> blocks = new ArrayList<>();
    if (size.folded()) {
      blocks.add(Downscale.folded(name + "/folded", size.channels(), 2 * e, act));
    }
    if (size.deep()) {
      if (!size.folded()) {
        blocks.add(Downscale.of(name + "/down1", size.channels(), e, act));
      }
      int width = size.folded() ? 2 * e : e;
      blocks.add(PlacedBlock.of(kind, name + "/res1", width, act));
      if (!size.folded()) {
        blocks.add(Downscale.of(name + "/down2", e, 2 * e, act));
      }
      blocks.add(Downscale.of(name + "/down3", 2 * e, 4 * e, act));
      blocks.add(Downscale.of(name + "/down4", 4 * e, 8 * e, act));
      blocks.add(Downscale.of(name + "/down5", 8 * e, 8 * e, act));
      blocks.add(PlacedBlock.of(kind, name + "/res5", 8 * e, act));
    } else {
      int in = size.folded() ? 2 * e : size.channels();
      for (int i = size.folded() ? 2 : 0; i < 4; i++) {
        blocks.add(Downscale.of(name + "/down1/downs_" + i, in, e << i, act));
        in = e << i;
      }
    }
    return new Encoder(name, new Sequence(blocks), size.pixelNorm());
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
