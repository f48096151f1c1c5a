package org.saehdbw.architectures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.saehdbw.layers.Conv2d;
import org.saehdbw.layers.TransposedConv2d;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.TensorOps;

/**
 * Tells drawn faces of the source from real ones, patch by patch and pixel by pixel: a U-Net with
 * two outputs (spec/model 4.2).
 *
 * @param convs down, in order of use
 * @param upconvs up, deepest first
 * @param inConv from the picture
 * @param outConv to one logit a pixel
 * @param centerOut to one logit a patch
 * @param centerConv at the deepest place
 */
public record PatchDiscriminator(
    List<Conv2d> convs,
    List<TransposedConv2d> upconvs,
    Conv2d inConv,
    Conv2d outConv,
    Conv2d centerOut,
    Conv2d centerConv) {
  /** The part's name. */
  public static final String PART = "D_src";

  private static final int MOST_WIDTH = 512;
  private static final double SLOPE = 0.2;

  /**
   * What the discriminator makes of pictures.
   *
   * @param patches (N, 1, h, w), high where a patch is taken for real
   * @param pixels (N, 1, H, W), high where a pixel is taken for real
   * @param <T> what represents an array
   */
  public record Logits<T>(T patches, T pixels) {}

  /**
   * Returns a discriminator.
   *
   * @param channels of the pictures
   * @param patchSize pixels along a side that a patch's logit sees, about
   * @param width channels of the first layer
   */
  public static PatchDiscriminator of(int channels, int patchSize, int width) {
    List<Integer> strides = PatchLayers.of(patchSize).strides();
    List<Conv2d> convs = new ArrayList<>();
    List<TransposedConv2d> upconvs = new ArrayList<>();
    int depth = strides.size();
    for (int i = 0; i < depth; i++) {
      convs.add(
          Conv2d.of(PART + "/convs_" + i, width(width, i - 1), width(width, i), 3, strides.get(i)));
      int layer = depth - 1 - i;
      int in = layer == depth - 1 ? width(width, layer) : 2 * width(width, layer);
      upconvs.add(
          TransposedConv2d.of(
              PART + "/upconvs_" + i, in, width(width, layer - 1), 3, strides.get(layer)));
    }
    int first = width(width, -1);
    int deepest = width(width, depth - 1);
    return new PatchDiscriminator(
        List.copyOf(convs),
        List.copyOf(upconvs),
        Conv2d.of(PART + "/in_conv", channels, first, 1, 1),
        Conv2d.of(PART + "/out_conv", 2 * first, 1, 1, 1),
        Conv2d.of(PART + "/center_out", deepest, 1, 1, 1),
        Conv2d.of(PART + "/center_conv", deepest, deepest, 1, 1));
  }

  private static int width(int base, int layer) {
    return (int) Math.min((long) base << (layer + 1), MOST_WIDTH);
  }

  /**
   * Says whether pictures of a side can be halved so often; otherwise what was skipped and what
   * comes up again would differ in size.
   *
   * @throws IllegalArgumentException if they cannot; the message names the largest patch that can
   */
  public static void requireFits(int side, int patchSize) {
    if (fits(side, patchSize)) {
      return;
    }
    int most = patchSize;
    while (!fits(side, most)) {
      most--;
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "gan_patch_size must be at most %d for resolution %d, got %d: its layers halve the"
                + " picture %d times, which %d pixels do not allow",
            most,
            side,
            patchSize,
            PatchLayers.of(patchSize).halvings(),
            side));
  }

  private static boolean fits(int side, int patchSize) {
    return side % (1 << PatchLayers.of(patchSize).halvings()) == 0;
  }

  /** Judges pictures (N, channels, side, side). */
  public <T> Logits<T> judge(TensorOps<T> ops, T pictures) {
    T x = ops.layer(PART + "/in_conv", ops.leakyRelu(inConv.forward(ops, pictures), SLOPE));
    List<T> skipped = new ArrayList<>();
    for (int i = 0; i < convs.size(); i++) {
      skipped.add(0, x);
      x = ops.leakyRelu(convs.get(i).forward(ops, x), SLOPE);
      x = ops.layer(PART + "/convs_" + i, x);
    }
    T patches = ops.layer(PART + "/center_out", centerOut.forward(ops, x));
    x = ops.leakyRelu(centerConv.forward(ops, x), SLOPE);
    x = ops.layer(PART + "/center_conv", x);
    for (int i = 0; i < upconvs.size(); i++) {
      T up = ops.leakyRelu(upconvs.get(i).forward(ops, x), SLOPE);
      x = ops.layer(PART + "/upconvs_" + i, ops.concat(List.of(skipped.get(i), up), 1));
    }
    return new Logits<>(patches, ops.layer(PART + "/out_conv", outConv.forward(ops, x)));
  }

  /** Returns the trained arrays in DeepFaceLab's definition order. */
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>();
    convs.forEach(conv -> all.addAll(conv.parameters()));
    upconvs.forEach(conv -> all.addAll(conv.parameters()));
    for (Conv2d conv : List.of(inConv, outConv, centerOut, centerConv)) {
      all.addAll(conv.parameters());
    }
    return List.copyOf(all);
  }
}
