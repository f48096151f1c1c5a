package org.saehdbw.pickles;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What NumPy's own entries in a pickle mean: element types, arrays and scalars. */
final class NumpyCalls {
  private NumpyCalls() {}

  /** An object that its call only begins; Python's BUILD step completes it. */
  interface Unfinished {
    /** Returns the finished object. */
    Object build(Object state) throws PickleException;
  }

  /** An element type as read; big-endian ones are turned around while their arrays are read. */
  record Dtype(String code, boolean bigEndian) {}

  static Map<String, PickleGlobals.Call> all() {
    Map<String, PickleGlobals.Call> calls = new TreeMap<>();
    for (String core : List.of("numpy.core", "numpy._core")) {
      calls.put(core + ".multiarray._reconstruct", NumpyCalls::reconstruct);
      calls.put(core + ".multiarray.scalar", NumpyCalls::scalar);
      calls.put(core + ".numeric._frombuffer", NumpyCalls::fromBuffer);
    }
    calls.put("numpy.ndarray", arguments -> refused("numpy.ndarray", arguments));
    calls.put("numpy.dtype", NumpyCalls::dtype);
    calls.put("_codecs.encode", NumpyCalls::encode);
    return calls;
  }

  private static Object refused(String name, List<Object> arguments) throws PickleException {
    throw new PickleException(
        "a pickle may not call " + name + " with " + arguments.size() + " arguments like these");
  }

  private static Object reconstruct(List<Object> arguments) throws PickleException {
    if (arguments.isEmpty()
        || !(arguments.get(0) instanceof PickleGlobals.Name name)
        || !name.name().equals("numpy.ndarray")) {
      return refused("numpy's _reconstruct", arguments);
    }
    return (Unfinished) NumpyCalls::buildArray;
  }

  private static Object buildArray(Object state) throws PickleException {
    if (state instanceof PickleTuple tuple
        && tuple.items().size() == 5
        && tuple.items().get(2) instanceof Dtype dtype) {
      boolean fortran = Boolean.TRUE.equals(tuple.items().get(3));
      if (tuple.items().get(4) instanceof byte[] data) {
        return array(tuple.items().get(1), dtype, fortran, data);
      }
      if (tuple.items().get(4) instanceof PickleSlice slice) {
        return sliced(tuple.items().get(1), dtype, fortran, slice);
      }
    }
    throw new PickleException("an array's state must be (version, shape, dtype, fortran, bytes)");
  }

  private static Object fromBuffer(List<Object> arguments) throws PickleException {
    if (arguments.size() == 4
        && arguments.get(1) instanceof Dtype dtype
        && arguments.get(3) instanceof String order) {
      if (arguments.get(0) instanceof byte[] data) {
        return array(arguments.get(2), dtype, order.equals("F"), data);
      }
      if (arguments.get(0) instanceof PickleSlice slice) {
        return sliced(arguments.get(2), dtype, order.equals("F"), slice);
      }
    }
    return refused("numpy's _frombuffer", arguments);
  }

  private static SlicedArray sliced(Object shape, Dtype dtype, boolean fortran, PickleSlice slice)
      throws PickleException {
    List<Integer> sizes = axes(shape);
    try {
      return new SlicedArray(
          dtype.code(), sizes, dtype.bigEndian(), fortran && sizes.size() > 1, slice);
    } catch (IllegalArgumentException e) {
      throw new PickleException(String.valueOf(e.getMessage()));
    }
  }

  private static NumpyArray array(Object shape, Dtype dtype, boolean fortran, byte[] data)
      throws PickleException {
    List<Integer> sizes = axes(shape);
    try {
      return plain(dtype, sizes, fortran, data);
    } catch (IllegalArgumentException e) {
      throw new PickleException(String.valueOf(e.getMessage()));
    }
  }

  /** Takes an array as it was stored to little-endian C order. */
  static NumpyArray plain(Dtype dtype, List<Integer> sizes, boolean fortran, byte[] data) {
    NumpyArray stored = new NumpyArray(dtype.code(), sizes, littleEndian(dtype, data));
    return fortran && sizes.size() > 1 ? inColumnOrder(stored) : stored;
  }

  private static List<Integer> axes(Object shape) throws PickleException {
    if (!(shape instanceof PickleTuple axes) || axes.items().size() > 8) {
      throw new PickleException("an array's shape must be a tuple of at most 8 numbers");
    }
    List<Integer> sizes = new ArrayList<>();
    for (Object axis : axes.items()) {
      if (!(axis instanceof Long size) || size < 0 || size > Integer.MAX_VALUE) {
        throw new PickleException(
            "an array's axis must be from 0 to 2147483647, got "
                + (axis instanceof Long ? axis : "something that is not a whole number"));
      }
      sizes.add(size.intValue());
    }
    return sizes;
  }

  private static byte[] littleEndian(Dtype dtype, byte[] data) {
    int item = NumpyArray.itemSize(dtype.code());
    if (!dtype.bigEndian() || item == 1 || data.length % item != 0) {
      return data;
    }
    byte[] turned = new byte[data.length];
    for (int i = 0; i < data.length; i++) {
      turned[i] = data[i - i % item + item - 1 - i % item];
    }
    return turned;
  }

  /** Takes elements whose first axis runs fastest to C order. */
  private static NumpyArray inColumnOrder(NumpyArray stored) {
    int item = NumpyArray.itemSize(stored.dtype());
    byte[] result = new byte[stored.data().length];
    int axes = stored.shape().size();
    int[] at = new int[axes];
    for (int from = 0; from < stored.size(); from++) {
      int to = 0;
      for (int axis = 0; axis < axes; axis++) {
        to = to * stored.shape().get(axis) + at[axis];
      }
      System.arraycopy(stored.data(), from * item, result, to * item, item);
      for (int axis = 0; axis < axes && ++at[axis] == stored.shape().get(axis); axis++) {
        at[axis] = 0;
      }
    }
    return new NumpyArray(stored.dtype(), stored.shape(), result);
  }

  private static Object dtype(List<Object> arguments) throws PickleException {
    if (arguments.isEmpty() || !(arguments.get(0) instanceof String code)) {
      return refused("numpy.dtype", arguments);
    }
    if (!NumpyArray.isKnown(code)) {
      throw new PickleException(
          "numpy elements of type " + PickleException.shown(code) + " are not plain numbers");
    }
    return (Unfinished) state -> buildDtype(code, state);
  }

  private static Object buildDtype(String code, Object state) throws PickleException {
    if (state instanceof PickleTuple tuple
        && tuple.items().size() >= 2
        && tuple.items().get(1) instanceof String order
        && List.of("<", ">", "|").contains(order)) {
      return new Dtype(code, order.equals(">"));
    }
    throw new PickleException("a dtype's state must begin with (3, '<' or '>' or '|')");
  }

  private static Object scalar(List<Object> arguments) throws PickleException {
    if (arguments.size() == 2
        && arguments.get(0) instanceof Dtype dtype
        && arguments.get(1) instanceof byte[] data) {
      return array(new PickleTuple(List.of()), dtype, false, data).element(0);
    }
    return refused("numpy's scalar", arguments);
  }

  /** Protocols up to 2 have no bytes and write them as text. */
  private static Object encode(List<Object> arguments) throws PickleException {
    if (arguments.size() == 2
        && arguments.get(0) instanceof String text
        && arguments.get(1) instanceof String charset
        && List.of("latin1", "latin-1").contains(charset)) {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
    return refused("_codecs.encode", arguments);
  }
}
