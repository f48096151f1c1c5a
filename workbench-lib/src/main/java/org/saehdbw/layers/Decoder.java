package org.saehdbw.layers;

import java.util.ArrayList;
import java.util.List;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.TensorOps;

/**
 * Codes (N, Z, r, r) to a face and its mask, by two separate stacks.
 *
 * @param name the part's name
 * @param stack the stages; without the first ones where another part has those for two decoders
 * @param lastMask one more upscale of the mask, if doubled and not folded
 * @param heads output convolutions: one, or, double, four that are interleaved; folded, one
 * @param maskHead the mask's output convolution
 * @param block pixels a side that each place of the last stage becomes
 * @param maskBlock the same of the mask
 */
public record Decoder(
    String name,
    DecoderStack stack,
    List<Upscale> lastMask,
    List<Conv2d> heads,
    Conv2d maskHead,
    int block,
    int maskBlock) {
  /**
   * A decoder's dimensions.
   *
   * @param inputs channels of the code
   * @param d base width of the picture's stack
   * @param dMask base width of the mask's stack
   * @param channels of the picture
   * @param factors each stage's width, in base widths
   * @param doubled option {@code d}
   * @param folded option {@code h}
   */
  public record Size(
      int inputs,
      int d,
      int dMask,
      int channels,
      List<Integer> factors,
      boolean doubled,
      boolean folded) {
    /** Copies the list. */
    public Size {
      factors = List.copyOf(factors);
    }

    /** Returns how many stages there are. */
    public int stages() {
      return factors.size();
    }

    int width(int stage, int base) {
      return stage < 0 ? inputs : factors.get(stage) * base;
    }

    int block() {
      return (doubled ? 2 : 1) * (folded ? 2 : 1);
    }
  }

  /** Returns a decoder with blocks of a kind. */
  public static Decoder of(String name, Size size, Nonlinearity act, BlockKind kind) {
    return of(name, size, 0, act, kind);
  }

  /**
   * Returns a decoder without its first stages.
   *
   * @param from its first stage, counted from 0
   */
  public static Decoder of(String name, Size size, int from, Nonlinearity act, BlockKind kind) {
    int width = size.width(size.stages() - 1, size.d());
    int maskWidth = size.width(size.stages() - 1, size.dMask());
    List<Conv2d> heads = new ArrayList<>();
    List<Upscale> lastMask = new ArrayList<>();
    int pixels = size.block() * size.block();
    int maskBlock = size.folded() ? size.block() : 1;
    if (size.folded()) {
      heads.add(Conv2d.of(name + "/out_conv", width, pixels * size.channels(), 3, 1));
    } else {
      heads.add(Conv2d.of(name + "/out_conv", width, size.channels(), 1, 1));
      for (int i = 1; i < pixels; i++) {
        heads.add(Conv2d.of(name + "/out_conv" + i, width, size.channels(), 3, 1));
      }
    }
    if (size.doubled() && !size.folded()) {
      lastMask.add(Upscale.of(name + "/upscalem" + size.stages(), maskWidth, size.dMask(), act));
      maskWidth = size.dMask();
    }
    int maskKernel = size.folded() ? 3 : 1;
    return new Decoder(
        name,
        DecoderStack.of(name, size, from, size.stages(), act, kind),
        lastMask,
        heads,
        Conv2d.of(name + "/out_convm", maskWidth, maskBlock * maskBlock, maskKernel, 1),
        size.block(),
        maskBlock);
  }

  /** Draws faces of a code. */
  public <T> Face<T> decode(TensorOps<T> ops, T code) {
    return decode(ops, new Face<>(code, code));
  }

  /** Draws faces of what each of the two stacks begins with. */
  public <T> Face<T> decode(TensorOps<T> ops, Face<T> from) {
    return new Face<>(drawPicture(ops, from.picture()), drawMask(ops, from.mask()));
  }

  private <T> T drawPicture(TensorOps<T> ops, T code) {
    T x = stack.drawPicture(ops, code);
    T drawn = heads.get(0).forward(ops, x);
    if (heads.size() > 1) {
      T others = Conv2d.together(ops, x, heads.subList(1, heads.size()));
      drawn = ops.concat(List.of(drawn, others), 1);
    }
    return ops.layer(name + "/out_conv", ops.sigmoid(unfolded(ops, drawn, block)));
  }

  /** Draws only the masks of faces, (N, 1, R, R). */
  public <T> T drawMask(TensorOps<T> ops, T code) {
    T m = stack.drawMask(ops, code);
    for (Upscale upscale : lastMask) {
      m = upscale.forward(ops, m);
    }
    T drawn = unfolded(ops, maskHead.forward(ops, m), maskBlock);
    return ops.layer(name + "/out_convm", ops.sigmoid(drawn));
  }

  private static <T> T unfolded(TensorOps<T> ops, T x, int block) {
    return block == 1 ? x : ops.depthToSpace(x, block);
  }

  /** Returns the trained arrays in DeepFaceLab's definition order. */
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(stack.parameters());
    heads.forEach(head -> all.addAll(head.parameters()));
    lastMask.forEach(upscale -> all.addAll(upscale.parameters()));
    all.addAll(maskHead.parameters());
    return List.copyOf(all);
  }
}
