package org.saehdbw.tensors;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The sizes of an array's axes, outermost first.
 *
 * @param sizes one size an axis, each at least 1; none for a scalar
 */
public record Dims(List<Integer> sizes) {
  /** Checks and copies the sizes. */
  public Dims {
    sizes = List.copyOf(sizes);
    for (int size : sizes) {
      if (size < 1) {
        throw new IllegalArgumentException("every axis must be at least 1, got " + sizes);
      }
    }
  }

  /** Returns dims of these sizes. */
  public static Dims of(int... sizes) {
    List<Integer> list = new ArrayList<>();
    for (int size : sizes) {
      list.add(size);
    }
    return new Dims(list);
  }

  /** Returns the size of an axis; negative axes count from the end. */
  public int at(int axis) {
    return sizes.get(axis < 0 ? sizes.size() + axis : axis);
  }

  /** Returns the number of axes. */
  public int rank() {
    return sizes.size();
  }

  /** Returns the number of elements. */
  public long count() {
    long count = 1;
    for (int size : sizes) {
      count *= size;
    }
    return count;
  }

  /** Returns the same dims with one axis of another size. */
  public Dims with(int axis, int size) {
    List<Integer> changed = new ArrayList<>(sizes);
    changed.set(axis < 0 ? sizes.size() + axis : axis, size);
    return new Dims(changed);
  }

  /** Returns the sizes as longs, as array engines want them. */
  public long[] toLongs() {
    return sizes.stream().mapToLong(Integer::longValue).toArray();
  }

  /** Returns the sizes as {@code 2x64x96x96}. */
  @Override
  public String toString() {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }
}
