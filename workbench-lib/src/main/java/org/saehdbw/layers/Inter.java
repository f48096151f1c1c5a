package org.saehdbw.layers;

import java.util.ArrayList;
import java.util.List;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.TensorOps;

/**
 * The bottleneck: vectors (N, F) through two dense layers to a small picture, upscaled once unless
 * the network is deep.
 *
 * @param name the part's name
 * @param dense1 features to ae dims
 * @param dense2 ae dims to side * side * channels
 * @param channels of the result
 * @param side of the picture that dense2 gives
 * @param upscale1 one upscale, or none
 */
public record Inter(
    String name, Dense dense1, Dense dense2, int channels, int side, List<Upscale> upscale1)
    implements Layer {
  /** Returns an inter from {@code features} values to {@code channels} channels. */
  public static Inter of(
      String name, int features, int ae, int channels, int side, boolean deep, Nonlinearity act) {
    return new Inter(
        name,
        Dense.of(name + "/dense1", features, ae),
        Dense.of(name + "/dense2", ae, side * side * channels),
        channels,
        side,
        deep ? List.of() : List.of(Upscale.of(name + "/upscale1", channels, channels, act)));
  }

  @Override
  public <T> T forward(TensorOps<T> ops, T x) {
    return widen(ops, narrow(ops, x));
  }

  /** Returns the code (N, ae) of vectors (N, F): what dense1 gives. */
  public <T> T narrow(TensorOps<T> ops, T x) {
    return ops.layer(name + "/dense1", dense1.forward(ops, x));
  }

  /** Returns the picture of a code: all that follows dense1. */
  public <T> T widen(TensorOps<T> ops, T narrow) {
    T wide = ops.layer(name + "/dense2", dense2.forward(ops, narrow));
    T code = ops.unflatten(wide, channels, side, side);
    for (Upscale upscale : upscale1) {
      code = upscale.forward(ops, code);
    }
    return code;
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(dense1.parameters());
    all.addAll(dense2.parameters());
    upscale1.forEach(upscale -> all.addAll(upscale.parameters()));
    return List.copyOf(all);
  }
}
