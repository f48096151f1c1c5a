package org.saehdbw.training.plan;

import java.util.List;
import java.util.Optional;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.settings.Settings;

/**
 * The stages that a run still has before it, for how many iterations they are good at most.
 *
 * @param ends of the present stage and of those after it; a run without a schedule has one stage
 *     that lasts until the run's own target
 * @param first iterations that were made before the present stage
 * @param judged whether the run ends when a save is good enough, by {@code target_quality}
 */
public record RemainingStages(List<StageEnd> ends, long first, boolean judged) {
  /** A run without a schedule and without a quality to reach. */
  public static final RemainingStages NONE = new RemainingStages(List.of(StageEnd.NEVER), 0, false);

  /**
   * How many iterations are left.
   *
   * @param most the largest number, infinite where nothing bounds it
   * @param maySooner whether a save can end them sooner: a plateau or a quality
   */
  public record Left(double most, boolean maySooner) {}

  /** Copies the list. */
  public RemainingStages {
    ends = List.copyOf(ends);
  }

  /**
   * Returns the stages from one on.
   *
   * @param run settings of the whole run
   * @param number the present stage's, from 0
   * @param first iterations before it
   */
  public static RemainingStages of(Settings run, int number, long first) {
    boolean judged = !run.get(TrainingTarget.TARGET_QUALITY).isEmpty();
    List<ScheduledStage> stages = run.get(Schedule.STAGES).stages();
    List<StageEnd> ends =
        stages.isEmpty()
            ? NONE.ends()
            : stages.stream().skip(number).map(ScheduledStage::end).toList();
    return new RemainingStages(ends, first, judged);
  }

  /**
   * Returns the stages from the one on in which a run is by its events.
   *
   * @param run settings of the whole run
   * @param iteration where the run is now; a stage that a rollback has left counts no more
   */
  public static RemainingStages of(Settings run, List<Event> events, long iteration) {
    List<String> names =
        run.get(Schedule.STAGES).stages().stream().map(ScheduledStage::name).toList();
    int number = 0;
    long first = 0;
    for (Event event : events) {
      boolean changed = event.kind() == EventKind.STAGE_CHANGED;
      int entered = changed ? names.indexOf(String.valueOf(event.fields().get("to"))) : -1;
      if (entered >= 0
          && event.fields().get("iteration") instanceof Number at
          && at.longValue() <= iteration) {
        number = entered;
        first = at.longValue();
      }
    }
    return of(run, number, first);
  }

  /** Whether the present stage ends after a time, so that the time of its iterations counts. */
  public boolean isTimed() {
    return present().map(end -> end.trainSeconds() > 0).orElse(false);
  }

  private Optional<StageEnd> present() {
    return ends.stream().findFirst();
  }

  /**
   * Returns how many iterations are left.
   *
   * @param iteration how many were made
   * @param stageSeconds of the present stage's iterations so far
   * @param stepSeconds of an iteration, above 0; stages to come are taken to be as fast
   * @param target the run's target iteration, 0 without one
   */
  public Left left(long iteration, double stageSeconds, double stepSeconds, long target) {
    double most = 0;
    boolean maySooner = false;
    for (int i = 0; i < ends.size(); i++) {
      StageEnd end = ends.get(i);
      double made = i == 0 ? iteration - first : 0;
      double trained = i == 0 ? stageSeconds : 0;
      double own = end.iterations() > 0 ? end.iterations() - made : Double.POSITIVE_INFINITY;
      if (end.trainSeconds() > 0) {
        own = Math.min(own, (end.trainSeconds() - trained) / stepSeconds);
      }
      most += Math.max(0, own);
      maySooner |= end.needsJudge();
    }
    // Before a last stage without an end, a stage that ends sooner only leaves more to that one.
    maySooner &= !ends.get(ends.size() - 1).equals(StageEnd.NEVER);
    double byTarget = target > 0 ? Math.max(0, target - iteration) : Double.POSITIVE_INFINITY;
    return new Left(Math.min(most, byTarget), maySooner || judged);
  }
}
