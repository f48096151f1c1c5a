package org.saehdbw.pickles;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The Python functions and classes that a pickle may name, and what each call of one means here.
 * Everything else is refused by name. Immutable.
 */
public final class PickleGlobals {
  private final Map<String, Call> calls;

  /** What stands for a call of a Python function or class: plain values in, a plain value out. */
  @FunctionalInterface
  public interface Call {
    /**
     * Returns what the call gives.
     *
     * @param arguments plain values; a named function or class comes as a {@link Name}
     * @throws PickleException if the arguments are not what is expected
     */
    Object apply(List<Object> arguments) throws PickleException;
  }

  /** A function or class that a pickle named, such as {@code numpy.ndarray}. */
  public record Name(String name) {}

  private PickleGlobals(Map<String, Call> calls) {
    this.calls = Collections.unmodifiableMap(calls);
  }

  /** NumPy's arrays, element types and scalars, in the spellings of all its versions. */
  public static PickleGlobals numpy() {
    return new PickleGlobals(NumpyCalls.all());
  }

  /**
   * Returns these and one more.
   *
   * @param name module and name, such as {@code facelib.FaceType.FaceType}
   */
  public PickleGlobals with(String name, Call call) {
    Map<String, Call> more = new TreeMap<>(calls);
    more.put(name, call);
    return new PickleGlobals(more);
  }

  Optional<Call> find(String name) {
    return Optional.ofNullable(calls.get(name));
  }

  /** The names, sorted, for messages. */
  String allowed() {
    return String.join(", ", calls.keySet());
  }
}
