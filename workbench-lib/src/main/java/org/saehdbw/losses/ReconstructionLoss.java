package org.saehdbw.losses;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.saehdbw.layers.Face;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.TensorOps;

/**
 * The loss of one side's drawn face: DSSIM and squared error of the pictures, squared error of the
 * mask, eyes and mouth if asked for, and an additional loss if set. Weights are applied; values are
 * for each sample, and the gradient is that of their sum over the batch, never of their mean.
 *
 * <p>From 256 pixels on DSSIM has two windows with half the weight each.
 *
 * @param side of the pictures
 * @param options what to look at
 */
public record ReconstructionLoss(int side, LossOptions options) {
  private static final int TWO_WINDOWS_FROM = 256;

  /**
   * What a face should be.
   *
   * @param picture (N, C, side, side)
   * @param mask (N, 1, side, side)
   * @param eyesMouth (N, 1, side, side), used with eyesMouthPrio only
   * @param <T> what represents an array
   */
  public record Target<T>(T picture, T mask, T eyesMouth) {}

  /**
   * A drawn face beside what it should be.
   *
   * @param wanted the target's picture, its background blurred if asked for
   * @param weight the widened mask (N, 1, side, side)
   * @param x the target as it is compared: with masked training inside the weight only
   * @param y the drawn picture, likewise
   * @param <T> what represents an array
   */
  public record Compared<T>(T wanted, T weight, T x, T y) {}

  /** Prepares a target and what was drawn of it. */
  public <T> Compared<T> compare(TensorOps<T> ops, Target<T> target, Face<T> drawn) {
    T wanted = target.picture();
    if (options.blurOutMask()) {
      wanted = BlurOutMask.of(side).apply(ops, wanted, target.mask());
    }
    boolean weighs = options.maskedTraining() || options.styles().background() != 0;
    T weight = weighs ? MaskBlur.of(side).apply(ops, target.mask()) : target.mask();
    return options.maskedTraining()
        ? new Compared<>(wanted, weight, ops.mul(wanted, weight), ops.mul(drawn.picture(), weight))
        : new Compared<>(wanted, weight, wanted, drawn.picture());
  }

  /**
   * Returns the terms of a face as {@link #terms(TensorOps, Target, Face, Compared)} does.
   *
   * @throws IllegalArgumentException if the extra loss does not give one value a sample
   */
  public <T> Map<String, T> terms(TensorOps<T> ops, Target<T> target, Face<T> drawn) {
    return terms(ops, target, drawn, compare(ops, target, drawn));
  }

  /**
   * Returns the terms by name, (N, 1) each: {@code dssim}, or {@code dssim_a} and {@code dssim_b};
   * {@code mse}; {@code eyes_mouth} if asked for; {@code mask_mse}; the extra loss by its short
   * name.
   *
   * @param compared the target and the drawn face, as {@link #compare} prepares them
   * @throws IllegalArgumentException if the extra loss does not give one value a sample
   */
  public <T> Map<String, T> terms(
      TensorOps<T> ops, Target<T> target, Face<T> drawn, Compared<T> compared) {
    T x = compared.x();
    T y = compared.y();
    Map<String, T> terms = new LinkedHashMap<>();
    if (side < TWO_WINDOWS_FROM) {
      terms.put("dssim", dssim(ops, 11.6, 10, x, y));
    } else {
      terms.put("dssim_a", dssim(ops, 11.6, 5, x, y));
      terms.put("dssim_b", dssim(ops, 23.2, 5, x, y));
    }
    terms.put("mse", ops.affine(new SquaredError().perSample(ops, x, y), 10, 0));
    if (options.eyesMouthPrio()) {
      T error =
          new EyesMouth().perSample(ops, compared.wanted(), drawn.picture(), target.eyesMouth());
      terms.put("eyes_mouth", ops.affine(error, 300, 0));
    }
    T maskError = new SquaredError().perSample(ops, target.mask(), drawn.mask());
    terms.put("mask_mse", ops.affine(maskError, 10, 0));
    options
        .extra()
        .ifPresent(extra -> terms.put(extra.loss().shortName(), extra(ops, extra, target, drawn)));
    return terms;
  }

  private static <T> T extra(
      TensorOps<T> ops, WeightedLoss extra, Target<T> target, Face<T> drawn) {
    T values = extra.loss().perSample(ops, target, drawn);
    Dims wanted = Dims.of(ops.dims(drawn.picture()).at(0), 1);
    if (!ops.dims(values).equals(wanted)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "extra_loss %s must give one value a sample, %s, got %s",
              extra.loss().shortName(),
              wanted,
              ops.dims(values)));
    }
    return ops.affine(values, extra.power(), 0);
  }

  private <T> T dssim(TensorOps<T> ops, double divisor, double weight, T x, T y) {
    return ops.affine(Dssim.of((int) (side / divisor), side).perSample(ops, x, y), weight, 0);
  }
}
