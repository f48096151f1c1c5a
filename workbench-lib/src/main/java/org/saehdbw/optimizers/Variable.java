package org.saehdbw.optimizers;

import java.util.List;

/**
 * A weight that an optimizer keeps state for.
 *
 * @param name the weight's name, such as {@code encoder/down1/conv1/weight}
 * @param shape the lengths of its axes, each at least 1; none for a scalar
 */
public record Variable(String name, List<Integer> shape) {
  /**
   * Copies and checks the shape.
   *
   * @throws IllegalArgumentException if an axis is below 1 or the element count is at least 2^29
   */
  public Variable {
    shape = List.copyOf(shape);
    long count = 1;
    for (int axis : shape) {
      count *= axis;
      if (axis < 1 || count >= 1 << 29) {
        throw new IllegalArgumentException(
            "axes of a variable must be at least 1 and their product below 2^29, got "
                + shape
                + " for "
                + name);
      }
    }
  }

  /** Returns the number of elements. */
  public int size() {
    int count = 1;
    for (int axis : shape) {
      count *= axis;
    }
    return count;
  }
}
