package org.saehdbw.layers;

import java.util.List;
import java.util.Locale;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.TensorOps;

/**
 * A block in its place in a network: checks that a user's block does what the network relies on.
 *
 * @param kind the kind's short name
 * @param name the place with its part
 * @param inner the block
 */
record PlacedBlock(String kind, String name, Layer inner) implements Layer {
  /**
   * Checks the parameters' names.
   *
   * @throws IllegalArgumentException if one does not begin with the place
   */
  PlacedBlock {
    for (Parameter parameter : inner.parameters()) {
      if (!parameter.name().startsWith(name + "/")) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "block %s: the names of its parameters must begin with %s/, got %s",
                kind,
                name,
                parameter.name()));
      }
    }
  }

  /** Returns a kind's block for a place. */
  static Layer of(BlockKind kind, String name, int channels, Nonlinearity activation) {
    Layer block = kind.block(name, channels, activation);
    return kind == StandardBlock.RESIDUAL ? block : new PlacedBlock(kind.shortName(), name, block);
  }

  /**
   * Applies the block.
   *
   * @throws IllegalArgumentException if it cannot be applied or changes the shape
   */
  @Override
  public <T> T forward(TensorOps<T> ops, T x) {
    Dims wanted = ops.dims(x);
    T result = applied(ops, x, wanted);
    if (!ops.dims(result).equals(wanted)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "block %s at %s must keep the shape of its input, %s, got %s",
              kind,
              name,
              wanted,
              ops.dims(result)));
    }
    return ops.layer(name, result);
  }

  private <T> T applied(TensorOps<T> ops, T x, Dims dims) {
    try {
      return inner.forward(ops, x);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "block %s at %s cannot take %s: %s", kind, name, dims, e.getMessage()),
          e);
    }
  }

  @Override
  public List<Parameter> parameters() {
    return inner.parameters();
  }
}
