package org.saehdbw.layers;

import java.util.ArrayList;
import java.util.List;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.TensorOps;

/**
 * Codes (N, Z, r, r) to a face and its mask, by two separate stacks.
 *
 * @param name the part's name
 * @param picture upscales and the blocks behind them, in order of use
 * @param mask upscales of the mask
 * @param heads output convolutions: one, or, double, four that are interleaved
 * @param maskHead the mask's output convolution
 */
public record Decoder(
    String name,
    List<PictureStage> picture,
    List<Upscale> mask,
    List<Conv2d> heads,
    Conv2d maskHead) {
  /**
   * One stage of the picture's stack.
   *
   * @param upscale doubles the side
   * @param residual refines the result: a residual block, or its replacement
   */
  public record PictureStage(Upscale upscale, Layer residual) {}

  /**
   * A decoder's dimensions.
   *
   * @param inputs channels of the code
   * @param d base width of the picture's stack
   * @param dMask base width of the mask's stack
   * @param channels of the picture
   * @param deep option {@code t}
   * @param doubled option {@code d}
   */
  public record Size(int inputs, int d, int dMask, int channels, boolean deep, boolean doubled) {}

  /** Returns a decoder with blocks of a kind. */
  public static Decoder of(String name, Size size, Nonlinearity act, BlockKind kind) {
    int[] factors = size.deep() ? new int[] {8, 8, 4, 2} : new int[] {8, 4, 2};
    List<PictureStage> stages = new ArrayList<>();
    List<Upscale> masks = new ArrayList<>();
    int width = size.inputs();
    int maskWidth = size.inputs();
    for (int i = 0; i < factors.length; i++) {
      int next = factors[i] * size.d();
      int nextMask = factors[i] * size.dMask();
      stages.add(
          new PictureStage(
              Upscale.of(name + "/upscale" + i, width, next, act),
              PlacedBlock.of(kind, name + "/res" + i, next, act)));
      masks.add(Upscale.of(name + "/upscalem" + i, maskWidth, nextMask, act));
      width = next;
      maskWidth = nextMask;
    }
    List<Conv2d> heads = new ArrayList<>();
    heads.add(Conv2d.of(name + "/out_conv", width, size.channels(), 1, 1));
    if (size.doubled()) {
      for (int i = 1; i <= 3; i++) {
        heads.add(Conv2d.of(name + "/out_conv" + i, width, size.channels(), 3, 1));
      }
      masks.add(Upscale.of(name + "/upscalem" + factors.length, maskWidth, size.dMask(), act));
      maskWidth = size.dMask();
    }
    return new Decoder(
        name, stages, masks, heads, Conv2d.of(name + "/out_convm", maskWidth, 1, 1, 1));
  }

  /** Draws faces of a code. */
  public <T> Face<T> decode(TensorOps<T> ops, T code) {
    return new Face<>(drawPicture(ops, code), drawMask(ops, code));
  }

  private <T> T drawPicture(TensorOps<T> ops, T code) {
    T x = code;
    for (PictureStage stage : picture) {
      x = stage.residual().forward(ops, stage.upscale().forward(ops, x));
    }
    T drawn = heads.get(0).forward(ops, x);
    if (heads.size() > 1) {
      T others = Conv2d.together(ops, x, heads.subList(1, heads.size()));
      drawn = ops.depthToSpace(ops.concat(List.of(drawn, others), 1), 2);
    }
    return ops.layer(name + "/out_conv", ops.sigmoid(drawn));
  }

  /** Draws only the masks of faces, (N, 1, R, R). */
  public <T> T drawMask(TensorOps<T> ops, T code) {
    T m = code;
    for (Upscale upscale : mask) {
      m = upscale.forward(ops, m);
    }
    return ops.layer(name + "/out_convm", ops.sigmoid(maskHead.forward(ops, m)));
  }

  /** Returns the trained arrays in DeepFaceLab's definition order. */
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>();
    picture.forEach(stage -> all.addAll(stage.upscale().parameters()));
    picture.forEach(stage -> all.addAll(stage.residual().parameters()));
    mask.subList(0, picture.size()).forEach(upscale -> all.addAll(upscale.parameters()));
    heads.forEach(head -> all.addAll(head.parameters()));
    mask.subList(picture.size(), mask.size()).forEach(u -> all.addAll(u.parameters()));
    all.addAll(maskHead.parameters());
    return List.copyOf(all);
  }
}
