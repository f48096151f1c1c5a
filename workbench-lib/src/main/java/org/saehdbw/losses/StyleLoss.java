package org.saehdbw.losses;

import java.util.LinkedHashMap;
import java.util.Map;
import org.saehdbw.layers.Face;
import org.saehdbw.tensors.TensorOps;

/**
 * What makes the swap look like the destination: its face in colour and contrast, and what is
 * around it (spec/model 5.7 and 5.8). The terms count with the source's.
 *
 * @param side of the pictures
 * @param powers how strongly
 * @param compat whether what is around the face is found as in the original
 */
public record StyleLoss(int side, StylePowers powers, Compat compat) {
  /**
   * The term {@code face_style}, (N, 1).
   *
   * @param swap drawn of a code that no gradient reaches; its mask is taken as it is
   * @param dst the drawn destination, taken as it is
   */
  public <T> Map<String, T> face(TensorOps<T> ops, Face<T> swap, Face<T> dst) {
    T x = ops.mul(swap.picture(), ops.stop(swap.mask()));
    T y = ops.stop(ops.mul(dst.picture(), dst.mask()));
    T value = StyleMoments.of(side).perSample(ops, x, y);
    return Map.of("face_style", ops.affine(value, 10000 * powers.face() / 100, 0));
  }

  /**
   * The terms {@code bg_style_dssim} and {@code bg_style_mse}, (N, 1) each, outside the
   * destination's face; as the original computes them outside the source's, which lies elsewhere in
   * the picture.
   *
   * @param swap the drawn swap's picture
   * @param src the source's target and weight
   * @param dst the destination's
   */
  public <T> Map<String, T> background(
      TensorOps<T> ops,
      T swap,
      ReconstructionLoss.Compared<T> src,
      ReconstructionLoss.Compared<T> dst) {
    T inside = compat == Compat.DEEPFACELAB ? src.weight() : dst.weight();
    T outside = ops.affine(inside, -1, 1);
    T x = ops.mul(swap, outside);
    T y = ops.mul(dst.wanted(), outside);
    double weight = 10 * powers.background() / 100;
    Map<String, T> terms = new LinkedHashMap<>();
    terms.put(
        "bg_style_dssim",
        ops.affine(Dssim.of((int) (side / 11.6), side).perSample(ops, x, y), weight, 0));
    terms.put("bg_style_mse", ops.affine(new SquaredError().perSample(ops, x, y), weight, 0));
    return terms;
  }
}
