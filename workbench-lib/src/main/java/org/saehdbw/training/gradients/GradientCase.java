package org.saehdbw.training.gradients;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.layers.BlockKind;
import org.saehdbw.layers.Face;
import org.saehdbw.layers.Layer;
import org.saehdbw.layers.Nonlinearity;
import org.saehdbw.losses.ExtraLoss;
import org.saehdbw.losses.ReconstructionLoss;
import org.saehdbw.tensors.Constant;
import org.saehdbw.tensors.CounterRandom;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.TensorOps;

/**
 * A function of some arrays to one number, whose gradient is checked. All arrays are parameters, so
 * that every interpreter finds them in the same way.
 */
interface GradientCase {
  /** Samples in every case: two, so that one sample's values in another's place are seen. */
  int SAMPLES = 2;

  /** What the gradient is taken for. */
  List<Parameter> arrays();

  /** Returns the number, (1, 1). */
  <T> T total(TensorOps<T> ops);

  /** Returns the points at which the gradient must be finite, by what they are. */
  Map<String, Map<String, float[]>> points(long seed);

  /** Where finite differences are taken: no value stands out. */
  String RANDOM = "random values";

  /** The samples' values with weights of their own, so that none can take another's place. */
  static <T> T weighted(TensorOps<T> ops, T perSample) {
    return ops.matmul(
        ops.constant(
            new Constant("weights of samples", Dims.of(1, SAMPLES), new float[] {1, 0.5f})),
        perSample);
  }

  /** Nothing of an array: it takes part without a value, so that every array has a gradient. */
  static <T> T nothing(TensorOps<T> ops, T array) {
    return weighted(ops, ops.affine(ops.meanPerSample(array), 0, 0));
  }

  static float[] draw(long seed, String what, Dims dims, double low, double high) {
    CounterRandom random = CounterRandom.of(seed, "gradient check " + what, 0, 0);
    float[] values = new float[Math.toIntExact(dims.count())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (low + (high - low) * random.nextFloat());
    }
    return values;
  }

  static float[] zeros(Parameter array) {
    return new float[Math.toIntExact(array.dims().count())];
  }

  /** A loss, for the gradient by what was drawn. */
  record OfLoss(
      ExtraLoss loss, Parameter picture, Parameter mask, Constant wanted, Constant wantedMask)
      implements GradientCase {
    static OfLoss of(ExtraLoss loss, int channels, int side, long seed) {
      Dims pictures = Dims.of(SAMPLES, channels, side, side);
      Dims masks = pictures.with(1, 1);
      return new OfLoss(
          loss,
          new Parameter("drawn/picture", pictures, Parameter.Kind.BIAS),
          new Parameter("drawn/mask", masks, Parameter.Kind.BIAS),
          new Constant("wanted picture", pictures, draw(seed, "wanted", pictures, 0.05, 0.95)),
          new Constant("wanted mask", masks, draw(seed, "wanted mask", masks, 0.05, 0.95)));
    }

    @Override
    public List<Parameter> arrays() {
      return List.of(picture, mask);
    }

    @Override
    public <T> T total(TensorOps<T> ops) {
      T drawn = ops.parameter(picture);
      T drawnMask = ops.parameter(mask);
      T inside = ops.constant(wantedMask);
      var target = new ReconstructionLoss.Target<>(ops.constant(wanted), inside, inside);
      T value = weighted(ops, loss.perSample(ops, target, new Face<>(drawn, drawnMask)));
      return ops.add(ops.add(value, nothing(ops, drawn)), nothing(ops, drawnMask));
    }

    @Override
    public Map<String, Map<String, float[]>> points(long seed) {
      Map<String, Map<String, float[]>> points = new LinkedHashMap<>();
      points.put(
          RANDOM,
          at(
              draw(seed, "picture", picture.dims(), 0.05, 0.95),
              draw(seed, "mask", mask.dims(), 0.05, 0.95)));
      points.put("drawn as wanted", at(wanted.values().clone(), wantedMask.values().clone()));
      points.put("drawn black", at(zeros(picture), zeros(mask)));
      return points;
    }

    private Map<String, float[]> at(float[] pictures, float[] masks) {
      return Map.of(picture.name(), pictures, mask.name(), masks);
    }
  }

  /** A block, for the gradients by its input and its parameters. */
  record OfBlock(Layer layer, Parameter input, Constant weights) implements GradientCase {
    private static final String PLACE = "block/res";

    static OfBlock of(BlockKind kind, int channels, int side, long seed) {
      Dims dims = Dims.of(SAMPLES, channels, side, side);
      return new OfBlock(
          kind.block(PLACE, channels, Nonlinearity.LEAKY_RELU),
          new Parameter("input/x", dims, Parameter.Kind.BIAS),
          new Constant("weights", dims, draw(seed, "weights", dims, -1, 1)));
    }

    @Override
    public List<Parameter> arrays() {
      List<Parameter> all = new ArrayList<>(List.of(input));
      all.addAll(layer.parameters());
      return List.copyOf(all);
    }

    @Override
    public <T> T total(TensorOps<T> ops) {
      T x = ops.parameter(input);
      T y = layer.forward(ops, x);
      T value = weighted(ops, ops.meanPerSample(ops.mul(y, ops.constant(weights))));
      return ops.add(value, nothing(ops, x));
    }

    @Override
    public Map<String, Map<String, float[]>> points(long seed) {
      Map<String, Map<String, float[]>> points = new LinkedHashMap<>();
      points.put(RANDOM, at(draw(seed, "input", input.dims(), -1, 1), seed));
      points.put("input of zeros", at(zeros(input), seed));
      return points;
    }

    /** Biases would start at zero: some values are looked at in their place. */
    private Map<String, float[]> at(float[] values, long seed) {
      Map<String, float[]> point = new LinkedHashMap<>();
      point.put(input.name(), values);
      for (Parameter parameter : layer.parameters()) {
        boolean bias = parameter.kind() == Parameter.Kind.BIAS;
        float[] own = zeros(parameter);
        parameter.initialise(seed, FloatBuffer.wrap(own));
        point.put(
            parameter.name(),
            bias ? draw(seed, parameter.name(), parameter.dims(), -0.2, 0.2) : own);
      }
      return point;
    }
  }
}
