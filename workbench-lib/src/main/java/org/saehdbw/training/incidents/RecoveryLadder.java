package org.saehdbw.training.incidents;

import java.util.ArrayList;
import java.util.List;

/**
 * Which remedy is next: first the batch is left out, then the learning rate is halved too, then
 * training stops. A collapse counts as the one before if it comes within a number of iterations of
 * it; otherwise it is a first one again. After a stop the next is a first one: whoever resumes has
 * looked at it.
 *
 * @param repeatIterations within how many iterations a collapse counts as the one before
 */
public record RecoveryLadder(int repeatIterations) {
  private static final int STOPS = 3;

  /**
   * Returns the incidents that a collapse belongs to, oldest first, without itself.
   *
   * @param before all incidents of the run, oldest first
   * @param iteration of the collapse
   */
  public List<Incident> series(List<Incident> before, long iteration) {
    List<Incident> series = new ArrayList<>();
    for (Incident incident : before) {
      if (!follows(series, incident.iteration())) {
        series.clear();
      }
      series.add(incident);
      if (incident.remedy() == Remedy.STOPPED) {
        series.clear();
      }
    }
    return follows(series, iteration) ? List.copyOf(series) : List.of();
  }

  private boolean follows(List<Incident> series, long iteration) {
    return series.isEmpty()
        || iteration - series.get(series.size() - 1).iteration() <= repeatIterations;
  }

  /** Returns the remedy of a collapse at an iteration, after the incidents of the run. */
  public Remedy next(List<Incident> before, long iteration) {
    int level = series(before, iteration).size() + 1;
    if (level >= STOPS) {
      return Remedy.STOPPED;
    }
    return level == 1 ? Remedy.LEFT_OUT : Remedy.HALF_RATE;
  }
}
