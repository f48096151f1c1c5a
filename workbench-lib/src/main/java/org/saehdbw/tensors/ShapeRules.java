package org.saehdbw.tensors;

import java.util.ArrayList;
import java.util.List;

/**
 * What shapes the operations of {@link TensorOps} give. Used where no engine checks; what does not
 * fit is an {@link IllegalArgumentException} with the shapes.
 */
public final class ShapeRules {
  private ShapeRules() {}

  /** Returns the dims of a convolution. */
  public static Dims conv2d(Dims x, Dims weight, int stride, int padding) {
    require(x.rank() == 4 && weight.rank() == 4 && x.at(1) == weight.at(1), "conv2d", x, weight);
    int height = (x.at(2) + 2 * padding - weight.at(2)) / stride + 1;
    int width = (x.at(3) + 2 * padding - weight.at(3)) / stride + 1;
    return Dims.of(x.at(0), weight.at(0), height, width);
  }

  /** Returns the dims of a convolution of each channel by itself. */
  public static Dims depthwiseConv2d(Dims x, Dims weight, int stride, int padding) {
    require(
        x.rank() == 4 && weight.rank() == 4 && weight.at(0) == x.at(1) && weight.at(1) == 1,
        "depthwiseConv2d",
        x,
        weight);
    return conv2d(x.with(1, 1), weight, stride, padding);
  }

  /** Returns the dims of a transposed convolution. */
  public static Dims transposedConv2d(Dims x, Dims weight, int stride) {
    require(
        x.rank() == 4 && weight.rank() == 4 && x.at(1) == weight.at(0) && weight.at(2) >= stride,
        "transposedConv2d",
        x,
        weight);
    return Dims.of(x.at(0), weight.at(1), stride * x.at(2), stride * x.at(3));
  }

  /** Returns how many rows and columns a transposed convolution drops in front. */
  public static int droppedInFront(int kernel, int stride) {
    return (kernel - stride) / 2;
  }

  /** Returns the dims of a matrix product. */
  public static Dims matmul(Dims left, Dims right) {
    require(left.rank() >= 2 && right.rank() >= 2, "matmul", left, right);
    require(left.at(-1) == right.at(-2), "matmul", left, right);
    Dims longer = left.rank() >= right.rank() ? left : right;
    return longer.with(-2, left.at(-2)).with(-1, right.at(-1));
  }

  /** Returns the dims of an operation by element. */
  public static Dims broadcast(Dims a, Dims b) {
    require(a.rank() == b.rank(), "element by element", a, b);
    List<Integer> sizes = new ArrayList<>();
    for (int axis = 0; axis < a.rank(); axis++) {
      require(a.at(axis) == b.at(axis) || a.at(axis) == 1 || b.at(axis) == 1, "by element", a, b);
      sizes.add(Math.max(a.at(axis), b.at(axis)));
    }
    return new Dims(sizes);
  }

  /** Returns the dims of blocks of channels that were moved into space. */
  public static Dims depthToSpace(Dims x, int block) {
    if (x.rank() != 4 || block < 1 || x.at(1) % (block * block) != 0) {
      throw new IllegalArgumentException(
          "depthToSpace needs (N, C * block², H, W) with block at least 1, got "
              + x
              + " and block "
              + block);
    }
    return Dims.of(x.at(0), x.at(1) / (block * block), x.at(2) * block, x.at(3) * block);
  }

  /** Returns the dims of arrays that were joined. */
  public static Dims concat(List<Dims> parts, int axis) {
    int size = 0;
    for (Dims part : parts) {
      require(part.with(axis, 1).equals(parts.get(0).with(axis, 1)), "concat", parts.get(0), part);
      size += part.at(axis);
    }
    return parts.get(0).with(axis, size);
  }

  /** Returns the dims of an array with one vector a sample. */
  public static Dims flatten(Dims x) {
    return Dims.of(x.at(0), Math.toIntExact(x.count() / x.at(0)));
  }

  /** Returns the dims of vectors that became pictures. */
  public static Dims unflatten(Dims x, int channels, int height, int width) {
    Dims result = Dims.of(x.at(0), channels, height, width);
    require(result.count() == x.count(), "unflatten", x, result);
    return result;
  }

  private static void require(boolean fits, String operation, Dims a, Dims b) {
    if (!fits) {
      throw new IllegalArgumentException(
          "shapes do not fit for " + operation + ": " + a + ", " + b);
    }
  }
}
