package org.saehdbw.optimizers;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * Moves weights against their gradients and keeps the state this needs.
 *
 * <p>The same inputs give the same bytes for any number of threads. State exists for every variable
 * from the start, zero at first, frozen ones included. An instance belongs to one thread at a time;
 * {@link #close} ends its helper threads.
 */
public interface Optimizer extends AutoCloseable {
  /**
   * Makes one update and counts it.
   *
   * @param slots one slot for each variable, in the order given at construction
   * @throws IllegalArgumentException if names or sizes differ from those given at construction;
   *     nothing is changed then
   */
  void step(List<Slot> slots);

  /** Returns the number of updates made so far, earlier sessions included. */
  long iterations();

  /** Returns what the next step multiplies the learning rate with, 0 to 1. */
  float rateFactor();

  /**
   * Multiplies the learning rate of all steps to come with a factor, beside the cosine.
   *
   * @param factor 1 at first; replaces the one before
   * @throws IllegalArgumentException if it is not above 0 and at most 1
   */
  void scaleRate(float factor);

  /** Returns views of all state arrays: first kind over all variables, then the second kind. */
  List<StateArray> state();

  /**
   * Takes over saved state. An array that is missing starts at zero, as in the original when the
   * optimizer class was changed; names that belong to no variable are ignored.
   *
   * @param iterations the saved count of updates, at least 0
   * @param arrays saved arrays by name, read from position to limit
   * @return the names of the arrays that were missing, empty when the state is complete
   * @throws IllegalArgumentException if the count is negative or an array has another element count
   *     than its variable; nothing is changed then
   */
  List<String> restore(long iterations, Map<String, FloatBuffer> arrays);

  /** Ends the helper threads; the state stays readable. */
  @Override
  void close();
}
