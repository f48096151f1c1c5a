package org.saehdbw.checkpoints;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run needs besides arrays to continue where it stopped; stored as {@code state.json}.
 *
 * @param model the model's short name, such as {@code df-udt-192-128-48-32-16-gray}
 * @param stage what is being done, such as {@code pretrain} or {@code train}
 * @param iteration training iterations made
 * @param optimizerIterations updates that the optimizer has made; the count continues when the
 *     stage changes
 * @param seed the run's seed
 * @param threads the thread count, on which the exact bytes depend, or {@link #OTHER_PROGRAM}
 * @param samplerPositions the position of each sampler, by its name
 * @param settings the settings that resuming must find again, as text by key
 * @param losses the last losses by name, {@code src} and {@code dst}
 * @param discriminatorUpdates updates that each discriminator's optimizer has made, by its part;
 *     not stored where there are none
 * @param sentinel what looks for collapsing training continues from, numbers by name; not stored
 *     where there are none
 * @param stages of a schedule that have started, in order, the last one is at work or has just
 *     ended; not stored without a schedule
 */
public record TrainingState(
    String model,
    String stage,
    long iteration,
    long optimizerIterations,
    long seed,
    int threads,
    Map<String, Long> samplerPositions,
    Map<String, String> settings,
    Map<String, Double> losses,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Long> discriminatorUpdates,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Double> sentinel,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<StageState> stages) {
  /** The thread count of a run that another program trained. */
  public static final int OTHER_PROGRAM = 0;

  /**
   * Copies the maps, keeping their order.
   *
   * @throws IllegalArgumentException if the iteration is negative
   */
  public TrainingState {
    if (iteration < 0) {
      throw new IllegalArgumentException("iteration must be at least 0, got " + iteration);
    }
    samplerPositions = Collections.unmodifiableMap(new LinkedHashMap<>(samplerPositions));
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    losses = Collections.unmodifiableMap(new LinkedHashMap<>(losses));
    discriminatorUpdates = Collections.unmodifiableMap(new LinkedHashMap<>(discriminatorUpdates));
    sentinel = Collections.unmodifiableMap(new LinkedHashMap<>(sentinel));
    stages = List.copyOf(stages);
  }
}
