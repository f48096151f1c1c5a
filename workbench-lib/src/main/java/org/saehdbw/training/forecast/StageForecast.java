package org.saehdbw.training.forecast;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.saehdbw.training.plan.StageEnd;

/**
 * What a stage of a run will be, and how long it will take as measured.
 *
 * @param name of the stage; empty in a run without a schedule
 * @param learns what is learnt, {@code pretrain} or {@code train}
 * @param settings that the stage changes, as text by key
 * @param end when it ends
 * @param mostIterations the largest number of its iterations, empty where that is not known
 * @param stepMillis median of the iterations that were measured, with waiting for samples
 * @param measured how many iterations were measured
 */
public record StageForecast(
    String name,
    String learns,
    Map<String, String> settings,
    StageEnd end,
    OptionalLong mostIterations,
    double stepMillis,
    int measured) {

  /** Returns the seconds it takes at most, saves apart; empty where that is not known. */
  public OptionalDouble mostSeconds() {
    return mostIterations.isPresent()
        ? OptionalDouble.of(mostIterations.getAsLong() * stepMillis / 1000)
        : OptionalDouble.empty();
  }

  /** Whether it may end sooner, because a save can be good enough or show a plateau. */
  public boolean mayEndSooner() {
    return !end.quality().isEmpty() || end.plateauSaves() > 0;
  }

  /** Returns the seconds of all stages at most; empty where one is not known. */
  public static OptionalDouble mostSeconds(List<StageForecast> stages) {
    double sum = 0;
    for (StageForecast stage : stages) {
      if (stage.mostSeconds().isEmpty()) {
        return OptionalDouble.empty();
      }
      sum += stage.mostSeconds().getAsDouble();
    }
    return OptionalDouble.of(sum);
  }
}
