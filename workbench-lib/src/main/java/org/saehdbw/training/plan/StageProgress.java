package org.saehdbw.training.plan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.saehdbw.checkpoints.StageState;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.settings.Settings;

/**
 * In which stage of its schedule a run is, and what was made towards the stage's end. A run without
 * a schedule is in a stage that never ends. One thread at a time.
 *
 * <p>All of it is part of each checkpoint, so a resume continues in the stage, with the saves that
 * were judged in it, and a stage that had ended when the run was killed is followed by the next.
 */
public final class StageProgress {
  private final Schedule schedule;
  private final List<StageState> before;
  private final long firstIteration;
  private final List<Double> scores;
  private final Optional<QualityBound> quality;
  private double trainedMillis;
  private boolean goodEnough;
  private boolean flat;

  private StageProgress(Schedule schedule, List<StageState> before, StageState now) {
    this.schedule = schedule;
    this.before = before;
    firstIteration = now.firstIteration();
    scores = new ArrayList<>(now.scores());
    quality = QualityBound.parse(end().quality());
    // Of another bound than this one it would say nothing.
    goodEnough = quality.isPresent() && now.end().equals(end().quality());
    flat = isFlat();
  }

  /**
   * Takes up a schedule where a checkpoint left it.
   *
   * @param run the settings of the whole run
   * @param states of the checkpoint, empty for a run that starts
   * @param iteration of the checkpoint, 0 for a run that starts
   * @param folder whose metrics tell how long the stage's iterations took
   * @throws TrainingException if the stages that the run has come through are not those of the
   *     schedule
   */
  public static StageProgress of(
      Settings run, List<StageState> states, long iteration, RunFolder folder) throws IOException {
    Schedule schedule = run.get(Schedule.STAGES);
    if (schedule.isEmpty() || states.isEmpty()) {
      // A run that had no schedule so far may be given one; what it made does not count.
      return new StageProgress(schedule, List.of(), start(schedule, 0, iteration));
    }
    requireSame(schedule, states);
    int last = states.size() - 1;
    StageProgress progress = new StageProgress(schedule, states.subList(0, last), states.get(last));
    if (progress.end().trainSeconds() > 0) {
      for (MetricsRow row : MetricsReader.readAll(folder.metricsFile()).rows()) {
        if (row.iteration() > progress.firstIteration && row.iteration() <= iteration) {
          progress.iterated(row);
        }
      }
    }
    return progress;
  }

  private static StageState start(Schedule schedule, int number, long iteration) {
    String name = schedule.isEmpty() ? "" : schedule.stages().get(number).name();
    return new StageState(name, iteration, "", List.of());
  }

  private static void requireSame(Schedule schedule, List<StageState> states)
      throws TrainingException {
    for (int i = 0; i < states.size(); i++) {
      String stored = states.get(i).name();
      if (i >= schedule.stages().size() || !schedule.stages().get(i).name().equals(stored)) {
        throw new TrainingException(
            String.format(
                Locale.ROOT,
                "stages must keep those that the run has come through: the checkpoint is in stage"
                    + " %d, %s, the settings have %s there",
                i + 1,
                stored,
                i < schedule.stages().size() ? schedule.stages().get(i).name() : "none"));
      }
    }
  }

  private StageEnd end() {
    return schedule.isEmpty() ? StageEnd.NEVER : schedule.stages().get(number()).end();
  }

  /** The stage's number, from 0. */
  public int number() {
    return before.size();
  }

  /** The stage's name; empty without a schedule. */
  public String name() {
    return schedule.isEmpty() ? "" : schedule.stages().get(number()).name();
  }

  /** Iterations that were made before it. */
  public long firstIteration() {
    return firstIteration;
  }

  /** An iteration was made. */
  public void iterated(MetricsRow row) {
    if (!Double.isNaN(row.stepMillis())) {
      trainedMillis += row.stepMillis();
    }
  }

  /**
   * A save is judged.
   *
   * @param score the held-out error, empty where no faces are held out
   * @throws TrainingException if the figure that ends the stage is not among the figures
   */
  public void judged(OptionalDouble score, Map<String, Double> figures) throws TrainingException {
    int most = end().plateauSaves();
    if (most > 0) {
      score.ifPresent(scores::add);
      // Longer series would make every checkpoint larger and are not looked at.
      while (scores.size() > most) {
        scores.remove(0);
      }
      flat = isFlat();
    }
    if (quality.isPresent()) {
      goodEnough = quality.get().isMetBy(figures, "the end of stage " + name());
    }
  }

  private boolean isFlat() {
    return end().plateauSaves() > 0 && Plateau.reached(scores, end().plateauSaves());
  }

  /**
   * Returns which of its conditions has ended the stage at an iteration, a key of {@link StageEnd}
   * or the quality that was reached; empty while none has.
   */
  public Optional<String> reached(long iteration) {
    StageEnd end = end();
    if (end.iterations() > 0 && iteration - firstIteration >= end.iterations()) {
      return Optional.of(StageEnd.ITERATIONS);
    }
    if (end.trainSeconds() > 0 && trainedMillis >= end.trainSeconds() * 1000) {
      return Optional.of(StageEnd.TRAIN_S);
    }
    if (goodEnough) {
      return Optional.of(end.quality());
    }
    return flat ? Optional.of(StageEnd.PLATEAU_SAVES) : Optional.empty();
  }

  /** Whether the stage is over at an iteration and another one follows. */
  public boolean isFollowed(long iteration) {
    return reached(iteration).isPresent() && number() + 1 < schedule.stages().size();
  }

  /** Returns the stage after this one, from an iteration on. */
  public StageProgress next(long iteration) {
    return new StageProgress(schedule, states(iteration), start(schedule, number() + 1, iteration));
  }

  /** Returns what a checkpoint of an iteration keeps; nothing without a schedule. */
  public List<StageState> states(long iteration) {
    if (schedule.isEmpty()) {
      return List.of();
    }
    List<StageState> all = new ArrayList<>(before);
    all.add(new StageState(name(), firstIteration, reached(iteration).orElse(""), scores));
    return List.copyOf(all);
  }
}
