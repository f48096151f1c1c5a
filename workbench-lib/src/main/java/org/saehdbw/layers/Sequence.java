package org.saehdbw.layers;

import java.util.List;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.TensorOps;

/**
 * Layers one after the other.
 *
 * @param layers in order
 */
public record Sequence(List<Layer> layers) implements Layer {
  /** Copies the list. */
  public Sequence {
    layers = List.copyOf(layers);
  }

  @Override
  public <T> T forward(TensorOps<T> ops, T x) {
    T result = x;
    for (Layer layer : layers) {
      result = layer.forward(ops, result);
    }
    return result;
  }

  @Override
  public List<Parameter> parameters() {
    return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
  }
}
