package org.saehdbw.experiments.compare.results;

import java.util.List;
import java.util.Optional;
import org.saehdbw.experiments.compare.plan.Arm;
import org.saehdbw.experiments.compare.plan.Level;

/**
 * What was found at one level.
 *
 * @param level which
 * @param rounds whole rounds that were measured
 * @param processes how many processes of each arm they come from: the pairs of the intervals
 * @param arms one each, colour first where the experiment has it first
 * @param drift of colour's time and of each ratio
 */
public record LevelResult(
    Level level, int rounds, int processes, List<ArmSpeed> arms, List<DriftCheck> drift) {
  /** Copies the lists. */
  public LevelResult {
    arms = List.copyOf(arms);
    drift = List.copyOf(drift);
  }

  /** What was found of an arm, if it was measured. */
  public Optional<ArmSpeed> of(Arm arm) {
    return arms.stream().filter(speed -> speed.arm() == arm).findFirst();
  }
}
