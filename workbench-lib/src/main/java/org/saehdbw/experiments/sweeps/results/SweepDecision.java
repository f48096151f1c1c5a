package org.saehdbw.experiments.sweeps.results;

import java.util.List;
import java.util.Optional;
import org.saehdbw.experiments.deciding.Decide;
import org.saehdbw.experiments.deciding.LookOutcome;
import org.saehdbw.experiments.sweeps.plan.Experiment;

/**
 * How far a sweep that runs {@code until: decided} is.
 *
 * @param how points are compared
 * @param points there were before the first look
 * @param looks so far, the first one first
 * @param timeup why no seeds are added, if that is for a lack of time
 */
public record SweepDecision(
    Decide how, int points, List<SweepEntry.Look> looks, Optional<SweepEntry.Timeup> timeup) {
  /** Copies the list. */
  public SweepDecision {
    looks = List.copyOf(looks);
  }

  static Optional<SweepDecision> of(Experiment experiment, SweepState state) {
    int points = (int) state.trials().stream().map(trial -> trial.point()).distinct().count();
    return experiment
        .deciding()
        .map(how -> new SweepDecision(how, points, state.looks(), state.timeup()));
  }

  /** Returns the last look, empty before the first. */
  public Optional<SweepEntry.Look> last() {
    return looks.isEmpty() ? Optional.empty() : Optional.of(looks.get(looks.size() - 1));
  }

  /** Returns the best two of the last look. */
  public Optional<ComparedPair> pair() {
    return last().flatMap(look -> Optional.ofNullable(look.pair()));
  }

  /** Returns what became of the comparison. */
  public LookOutcome outcome() {
    return last().map(SweepEntry.Look::outcome).orElse(LookOutcome.OPEN);
  }

  /** Whether seeds are still to be added. */
  public boolean continues() {
    boolean spent = looks.size() >= how.looks().count();
    return !outcome().ends() && !spent && timeup.isEmpty();
  }

  /** Returns what may be said, a sentence each. */
  public List<String> words() {
    return new DecisionWords(this).all();
  }
}
