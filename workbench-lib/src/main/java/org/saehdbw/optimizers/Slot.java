package org.saehdbw.optimizers;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one step does to one variable. Buffers are read from position to limit; a tensor's own
 * memory as a direct buffer is the quick form.
 *
 * @param name the variable's name
 * @param weights the values to move, in place
 * @param gradient the gradient, as many elements; empty for a frozen variable, whose weights and
 *     state then stay as they are
 */
public record Slot(String name, FloatBuffer weights, Optional<FloatBuffer> gradient) {
  /** Makes a slot of a variable that is trained. */
  public static Slot of(String name, FloatBuffer weights, FloatBuffer gradient) {
    return new Slot(name, weights, Optional.of(gradient));
  }

  /** Makes a slot of each variable in the map's order, frozen where there is no gradient. */
  public static List<Slot> all(
      Map<String, FloatBuffer> weights, Map<String, FloatBuffer> gradients) {
    List<Slot> slots = new ArrayList<>();
    for (Map.Entry<String, FloatBuffer> weight : weights.entrySet()) {
      FloatBuffer gradient = gradients.get(weight.getKey());
      slots.add(
          gradient == null
              ? frozen(weight.getKey(), weight.getValue())
              : of(weight.getKey(), weight.getValue(), gradient));
    }
    return slots;
  }

  /** Makes a slot of a variable that this step leaves alone. */
  public static Slot frozen(String name, FloatBuffer weights) {
    return new Slot(name, weights, Optional.empty());
  }
}
