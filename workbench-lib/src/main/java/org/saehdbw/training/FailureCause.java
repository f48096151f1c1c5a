package org.saehdbw.training;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.LackOfMemory;
import org.saehdbw.training.plan.TrainingException;

/** Which ends of a training have a name of their own, as {@code events.jsonl} tells them. */
final class FailureCause {
  private FailureCause() {}

  /** Returns {@link Event#OUT_OF_MEMORY} or {@link Event#NOT_FINITE}, if it is one of these. */
  static Optional<String> of(Throwable failure) {
    for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof TrainingException e && e.isNotFinite()) {
        return Optional.of(Event.NOT_FINITE);
      }
    }
    return LackOfMemory.isCauseOf(failure) ? Optional.of(Event.OUT_OF_MEMORY) : Optional.empty();
  }
}
