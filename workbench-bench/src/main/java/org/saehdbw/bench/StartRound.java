package org.saehdbw.bench;

import java.util.List;
import org.saehdbw.processes.StartClock.Span;

/**
 * What one start of a training took.
 *
 * @param firstSeconds from the command to the end of the first iteration
 * @param wholeSeconds from the command to the end of its process
 * @param phases as the trainer wrote them down
 */
record StartRound(double firstSeconds, double wholeSeconds, List<Span> phases) {
  /** Copies the list. */
  StartRound {
    phases = List.copyOf(phases);
  }
}
