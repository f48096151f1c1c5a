package org.saehdbw.pickles;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A float32 array for writing, which {@link PickleWriter} asks for when its turn comes and copies a
 * little at a time.
 *
 * @param shape the axes
 * @param source gives the elements
 */
public record NumpyFloats(List<Integer> shape, Source source) {
  /** Where the elements come from. */
  @FunctionalInterface
  public interface Source {
    /**
     * Returns the elements in C order, from position to limit; they are not needed after the next
     * call of any source.
     *
     * @throws IOException if they cannot be read
     */
    FloatBuffer values() throws IOException;
  }

  /** Copies the shape. */
  public NumpyFloats {
    shape = List.copyOf(shape);
  }

  /**
   * Asks for the elements.
   *
   * @throws IllegalArgumentException if they do not fill the shape
   */
  FloatBuffer checkedValues() throws IOException {
    FloatBuffer values = source.values().duplicate();
    NumpyArray.requireSize("f4", shape, Math.multiplyExact(Float.BYTES, values.remaining()));
    return values;
  }
}
