package org.saehdbw.checkpoints;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * A float array with a name, as stored in a file.
 *
 * @param name the name, such as {@code encoder/down1/conv1/weight}
 * @param shape the lengths of its axes, each at least 1; none for a scalar
 * @param values the elements in C order, from position to limit; nothing here moves the position
 */
public record NamedArray(String name, List<Integer> shape, FloatBuffer values) {
  /**
   * Checks that the values fill the shape.
   *
   * @throws IllegalArgumentException if the element count is not the product of the axes
   */
  public NamedArray {
    shape = List.copyOf(shape);
    long count = 1;
    for (int axis : shape) {
      count *= axis;
    }
    if (count != values.remaining()) {
      throw new IllegalArgumentException(
          name + " has shape " + shape + ", so " + count + " elements, got " + values.remaining());
    }
  }
}
