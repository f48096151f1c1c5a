package org.saehdbw.checkpoints;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What is saved as one generation.
 *
 * @param state what the run needs besides arrays
 * @param weights the model's weights
 * @param weightsMetadata free text for the weights' file: layout, flatten order, channels, model
 * @param optimizer the optimizer's arrays
 * @param score a figure by which the best generation is kept, lower is better
 */
public record Checkpoint(
    TrainingState state,
    List<NamedArray> weights,
    Map<String, String> weightsMetadata,
    List<NamedArray> optimizer,
    OptionalDouble score) {

  /**
   * Looks at every element; {@link CheckpointStore#save} does so before it writes.
   *
   * @throws CheckpointException.NotFinite if one is NaN or infinite; the message names it
   */
  public static void requireFinite(List<NamedArray> arrays) throws CheckpointException.NotFinite {
    for (NamedArray array : arrays) {
      FloatBuffer values = array.values();
      for (int i = values.position(); i < values.limit(); i++) {
        if (!Float.isFinite(values.get(i))) {
          throw new CheckpointException.NotFinite(
              array.name()
                  + " holds "
                  + values.get(i)
                  + " at element "
                  + (i - values.position())
                  + "; nothing was saved");
        }
      }
    }
  }
}
