package org.saehdbw.testing;

import java.util.List;
import org.saehdbw.tensors.CounterRandom;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.DoubleOps;
import org.saehdbw.tensors.TensorOps;

/** One use of each operation, of two batches of pictures and weights, all values above 0. */
public enum OperationUse {
  CONV2D,
  DEPTHWISE,
  DEPTHWISE_STRIDE,
  DENSE,
  MATMUL,
  ARITHMETIC,
  BROADCAST,
  ACTIVATIONS,
  EXP_LOG,
  ROOTS,
  CLAMP,
  ONE_WHERE_ZERO,
  MEAN_PER_SAMPLE,
  MEAN_PER_CHANNEL,
  AVERAGE_POOL,
  DEPTH_TO_SPACE,
  CONCAT_PART,
  FLATTEN,
  TRANSPOSED,
  TRANSPOSED_PLAIN,
  SOFTPLUS,
  STOP;

  private static final Dims PICTURES = Dims.of(2, 4, 4, 6);

  /** The shapes of what is used: two batches of pictures, then weights. */
  public static final List<Dims> DIMS =
      List.of(PICTURES, PICTURES, Dims.of(4, 4, 3, 3), Dims.of(4, 1, 3, 3), Dims.of(4));

  /** Returns the values of one of {@link #DIMS}; each is a float. */
  public static DoubleOps.Array values(int which) {
    Dims dims = DIMS.get(which);
    CounterRandom random = CounterRandom.of(3, "interpreters", which, 0);
    double[] values = new double[Math.toIntExact(dims.count())];
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.05f + 0.9f * random.nextFloat();
    }
    return new DoubleOps.Array(dims, values);
  }

  /** Uses the operation on arrays of {@link #DIMS}, in this order. */
  public <T> T apply(TensorOps<T> ops, List<T> x) {
    return apply(ops, x.get(0), x.get(1), x.get(2), x.get(3), x.get(4));
  }

  private <T> T apply(TensorOps<T> ops, T a, T b, T kernel, T own, T bias) {
    return switch (this) {
      case CONV2D -> ops.conv2d(a, kernel, bias, 1, 1);
      case DEPTHWISE -> ops.depthwiseConv2d(a, own, bias, 1, 1);
      case DEPTHWISE_STRIDE -> ops.depthwiseConv2d(a, own, bias, 2, 0);
      case DENSE -> {
        T x = ops.flatten(ops.part(ops.part(a, 2, 0, 1), 3, 0, 1));
        T weight = ops.flatten(ops.part(ops.part(kernel, 2, 0, 1), 3, 0, 1));
        yield ops.dense(x, weight, bias);
      }
      case MATMUL -> ops.matmul(ops.part(b, 3, 0, 4), a);
      case ARITHMETIC -> ops.div(ops.sub(ops.mul(a, b), ops.add(a, b)), ops.affine(b, 2, 1));
      case BROADCAST -> ops.mul(a, ops.part(b, 1, 1, 1));
      case ACTIVATIONS ->
          ops.tanh(ops.sigmoid(ops.cos(ops.leakyRelu(ops.affine(a, 1, -0.5), 0.2))));
      case EXP_LOG -> ops.add(ops.exp(a), ops.log(b));
      case ROOTS -> ops.add(ops.sqrt(a), ops.rsqrt(ops.square(b)));
      case CLAMP -> ops.clamp(ops.abs(ops.affine(a, 1, -0.5)), 0.1, 0.3);
      case ONE_WHERE_ZERO -> ops.oneWhereZero(ops.clamp(ops.affine(a, 1, -0.5), 0, 1));
      case MEAN_PER_SAMPLE -> ops.meanPerSample(a);
      case MEAN_PER_CHANNEL -> ops.meanPerChannel(a);
      case AVERAGE_POOL -> ops.averagePool2d(ops.part(a, 3, 0, 4), 2);
      case DEPTH_TO_SPACE -> ops.depthToSpace(a, 2);
      case CONCAT_PART -> ops.concat(List.of(ops.part(a, 1, 1, 2), b), 1);
      case FLATTEN -> ops.unflatten(ops.flatten(a), 6, 4, 4);
      case TRANSPOSED -> ops.transposedConv2d(a, kernel, bias, 2);
      case TRANSPOSED_PLAIN -> ops.transposedConv2d(a, kernel, bias, 1);
      case SOFTPLUS -> ops.softplus(ops.affine(a, 40, -20));
      case STOP -> ops.add(a, ops.stop(b));
    };
  }
}
