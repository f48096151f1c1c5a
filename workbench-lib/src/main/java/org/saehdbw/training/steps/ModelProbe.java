package org.saehdbw.training.steps;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.saehdbw.architectures.Network;
import org.saehdbw.layers.Inter;
import org.saehdbw.tensors.Dims;
import org.saehdbw.training.narrowing.Matrix;
import org.saehdbw.training.narrowing.ModelMoments;

/**
 * Looks into a model, layer by layer, as it draws faces. The weights are never written to. Use it
 * from the model's thread, while the model is open.
 */
public final class ModelProbe {
  private final ModelStep model;

  /** Looks into a model. */
  public ModelProbe(ModelStep model) {
    this.model = model;
  }

  /** Told of layers' results. */
  @FunctionalInterface
  public interface LayerWatch {
    /**
     * A layer gave a result.
     *
     * @param name with its part, such as {@code encoder/down1}
     * @param dims (N, channels, rows, columns) or (N, values)
     * @param values in the order of the axes
     */
    void layer(String name, Dims dims, float[] values);
  }

  /**
   * Faces that were drawn.
   *
   * @param src of source codes, (sample, channel, row, column), values in [0, 1]
   * @param srcMask its mask, one channel
   * @param dst of destination codes
   * @param dstMask its mask
   */
  public record Drawn(FloatBuffer src, FloatBuffer srcMask, FloatBuffer dst, FloatBuffer dstMask) {}

  /**
   * Returns the codes of faces, one matrix an inter, a row a face: DF's of src then of dst; LIAE's
   * AB of src then of dst, and B of dst.
   *
   * @param src pictures, {@code count * channels * side * side} values from position 0
   * @param dst likewise
   * @param count of each, at least 1
   */
  public List<Matrix> codes(FloatBuffer src, FloatBuffer dst, int count) {
    return model.eagerly(
        (name, result) -> {},
        (ops, scope) ->
            model
                .network()
                .codes(ops, picture(scope, src, count), picture(scope, dst, count))
                .stream()
                .map(ModelProbe::matrix)
                .toList());
  }

  /** Draws the faces of codes as {@link #codes} returns them. */
  public Drawn draw(List<Matrix> codes) {
    return model.eagerly(
        (name, result) -> {},
        (ops, scope) -> {
          List<NDArray> arrays = new ArrayList<>();
          for (Matrix code : codes) {
            float[] values = code.toFloats();
            arrays.add(scope.create(values, new Shape(code.rows(), code.columns())));
          }
          Network.Pair<NDArray> pair = model.network().draw(ops, arrays);
          return new Drawn(
              FloatBuffer.wrap(pair.src().picture().toFloatArray()),
              FloatBuffer.wrap(pair.src().mask().toFloatArray()),
              FloatBuffer.wrap(pair.dst().picture().toFloatArray()),
              FloatBuffer.wrap(pair.dst().mask().toFloatArray()));
        });
  }

  /** Draws faces and shows every layer's result, in order of use. */
  public void watch(FloatBuffer src, FloatBuffer dst, int count, LayerWatch watch) {
    model.eagerly(
        (name, result) -> watch.layer(name, dims(result), result.toFloatArray()),
        (ops, scope) ->
            model
                .network()
                .reconstruct(ops, picture(scope, src, count), picture(scope, dst, count)));
  }

  /** Returns what narrowing must know of the codes and the channels behind them. */
  public ModelMoments moments(FloatBuffer src, FloatBuffer dst, int count) {
    ModelMoments moments = new ModelMoments(count);
    List<Inter> inters = model.network().inters();
    model.eagerly(
        (name, result) -> {
          for (Inter inter : inters) {
            if (name.equals(inter.name() + "/dense2")) {
              moments.addWide(inter.name(), moment(result, inter.channels()));
            } else if (name.equals(inter.name() + "/upscale1")) {
              moments.addUpscaled(inter.name(), moment(result, inter.channels()));
            }
          }
        },
        (ops, scope) -> {
          List<NDArray> codes =
              model.network().codes(ops, picture(scope, src, count), picture(scope, dst, count));
          for (int i = 0; i < inters.size(); i++) {
            moments.addCodes(inters.get(i).name(), matrix(codes.get(i)));
            inters.get(i).widen(ops, codes.get(i));
          }
          return codes.size();
        });
    return moments;
  }

  /** The sum over samples and places of each two channels' product, in double. */
  private static Matrix moment(NDArray x, int channels) {
    long n = x.getShape().get(0);
    NDArray planes = x.reshape(n, channels, -1).transpose(1, 0, 2).reshape(channels, -1);
    NDArray exact = planes.toType(DataType.FLOAT64, false);
    NDArray product = exact.matMul(exact.transpose());
    return new Matrix(channels, channels, product.toDoubleArray());
  }

  private NDArray picture(NDManager scope, FloatBuffer values, int count) {
    int side = model.spec().resolution();
    float[] copy = new float[count * model.spec().channels() * side * side];
    values.get(0, copy);
    return scope.create(copy, new Shape(count, model.spec().channels(), side, side));
  }

  private static Matrix matrix(NDArray codes) {
    float[] values = codes.toFloatArray();
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    int rows = Math.toIntExact(codes.getShape().get(0));
    return new Matrix(rows, values.length / rows, doubles);
  }

  private static Dims dims(NDArray array) {
    long[] shape = array.getShape().getShape();
    int[] sizes = new int[shape.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.toIntExact(shape[i]);
    }
    return Dims.of(sizes);
  }
}
