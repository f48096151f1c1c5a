package org.saehdbw.training.steps;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.saehdbw.layers.Layer;
import org.saehdbw.tensors.CostOps;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.EagerOps;
import org.saehdbw.tensors.Parameter;

/**
 * Any {@link Layer} as a DJL block with one input and one output, for DJL's own trainers and
 * predictors. Results belong to the input's manager.
 */
public final class LayerBlock extends AbstractBlock {
  private final Layer layer;
  private final Map<String, ai.djl.nn.Parameter> blockParameters = new LinkedHashMap<>();

  /**
   * Wraps a layer.
   *
   * @param layer whose parameters become the block's, under their own names
   * @param seed of the initial values
   */
  public LayerBlock(Layer layer, long seed) {
    this.layer = layer;
    for (Parameter parameter : layer.parameters()) {
      ai.djl.nn.Parameter own =
          ai.djl.nn.Parameter.builder()
              .setName(parameter.name())
              .setType(ai.djl.nn.Parameter.Type.OTHER)
              .optShape(new Shape(parameter.dims().toLongs()))
              .optInitializer((manager, shape, type) -> initial(parameter, seed, manager))
              .build();
      blockParameters.put(parameter.name(), addParameter(own));
    }
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> params) {
    NDArray x = inputs.singletonOrThrow();
    EagerOps ops = new EagerOps(x.getManager(), p -> value(store, p, x, training));
    return new NDList(layer.forward(ops, x));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    long[] shape = inputShapes[0].getShape();
    int[] sizes = new int[shape.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.toIntExact(shape[i]);
    }
    return new Shape[] {new Shape(layer.forward(new CostOps(), Dims.of(sizes)).toLongs())};
  }

  private NDArray value(ParameterStore store, Parameter parameter, NDArray x, boolean training) {
    ai.djl.nn.Parameter own = blockParameters.get(parameter.name());
    if (own == null) {
      throw new IllegalArgumentException("the layer did not declare " + parameter.name());
    }
    return store.getValue(own, x.getDevice(), training);
  }

  private static NDArray initial(Parameter parameter, long seed, NDManager manager) {
    NDArray array = manager.zeros(new Shape(parameter.dims().toLongs()));
    parameter.initialise(
        seed, array.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer());
    return array;
  }
}
