package org.saehdbw.experiments.sweeps.results;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.saehdbw.experiments.deciding.LookOutcome;
import org.saehdbw.experiments.ledger.LedgerFormat;
import org.saehdbw.experiments.sweeps.plan.Trial;

/** One line of a sweep's {@code ledger.jsonl}. */
public sealed interface SweepEntry {
  /**
   * The sweep was started: what all its trials share, and must not change.
   *
   * @param base settings as text by key
   * @param budget in words
   * @param search in words
   * @param metric that trials are compared by; null in ledgers of earlier versions
   * @param judgeEvery iterations between saves; null in ledgers of earlier versions
   * @param halving in words; null where the search is another one
   * @param threads of each trial that does not set them; null in ledgers of earlier versions, whose
   *     trials had all cores
   * @param decide how points are compared as seeds are added; null where none are added
   * @param trials how many were planned at the start
   */
  record Begun(
      Map<String, String> base,
      String budget,
      String search,
      @Nullable String metric,
      @Nullable Integer judgeEvery,
      @Nullable String halving,
      @Nullable Integer threads,
      @Nullable String decide,
      int trials)
      implements SweepEntry {
    /** Copies the settings, keeping their order. */
    public Begun {
      base = ordered(base);
    }
  }

  /**
   * A trial belongs to the sweep.
   *
   * @param trial its number
   * @param point its settings as text by key
   * @param seed of its random draws
   */
  record Planned(int trial, Map<String, String> point, long seed) implements SweepEntry {
    /** Copies the point, keeping its order. */
    public Planned {
      point = ordered(point);
    }

    /** Returns the line of a trial. */
    public static Planned of(Trial trial) {
      return new Planned(trial.number(), trial.point(), trial.seed());
    }
  }

  /**
   * A trial's process was started.
   *
   * @param trial its number
   * @param rung of halving, else 0
   */
  record Started(int trial, int rung) implements SweepEntry {}

  /**
   * A trial's process ended before the trial had a result, as when the sweep was stopped.
   *
   * @param trial its number
   * @param rung of halving, else 0
   * @param wallS seconds that all the trial's processes took until then
   * @param trainS seconds of its iterations until then
   */
  record Worked(int trial, int rung, double wallS, double trainS) implements SweepEntry {}

  /**
   * A trial has a result.
   *
   * @param trial its number
   * @param rung of halving, else 0
   * @param status how it ended
   * @param run the run folder's name; null if it never came to one
   * @param iterations how many it made
   * @param trainS seconds of its iterations
   * @param wallS seconds of all its processes
   * @param peakResidentMib the most memory that its process held; null where it was not seen
   * @param figures of its last save, finite ones alone
   * @param message why it was not done; null where it was
   */
  record Ended(
      int trial,
      int rung,
      TrialStatus status,
      @Nullable String run,
      long iterations,
      double trainS,
      double wallS,
      @Nullable Double peakResidentMib,
      Map<String, Double> figures,
      @Nullable String message)
      implements SweepEntry {
    /** Copies the figures, keeping their order. */
    public Ended {
      Objects.requireNonNull(status, "an ended trial must have a status");
      if (run != null) {
        LedgerFormat.requireFolderName(run);
      }
      figures = ordered(figures);
    }

    /** Returns the line of a result. */
    public static Ended of(TrialResult result, int rung) {
      Map<String, Double> figures = new LinkedHashMap<>(result.figures());
      figures.values().removeIf(value -> !Double.isFinite(value));
      double peak = result.peakResidentMib();
      return new Ended(
          result.trial().number(),
          rung,
          result.status(),
          result.runFolder().map(run -> String.valueOf(run.getFileName())).orElse(null),
          result.iterations(),
          result.trainSeconds(),
          result.wallSeconds(),
          Double.isNaN(peak) ? null : Double.valueOf(peak),
          figures,
          result.message().isEmpty() ? null : result.message());
    }

    /**
     * Returns the result.
     *
     * @param of the trial
     * @param runs the folder of run folders
     */
    public TrialResult result(Trial of, Path runs) {
      return new TrialResult(
          of,
          status,
          Optional.ofNullable(run).map(runs::resolve),
          iterations,
          trainS,
          wallS,
          peakResidentMib == null ? Double.NaN : peakResidentMib,
          figures,
          message == null ? "" : message);
    }
  }

  /**
   * A trial's result is gone; it is as if it had not been tried.
   *
   * @param trial its number
   * @param run the name of the run folder that is gone
   */
  record Lost(int trial, @Nullable String run) implements SweepEntry {}

  /**
   * Points were compared, and the better part of them continues.
   *
   * @param rung of halving
   * @param iterations that they were trained until then
   * @param points how many were compared
   * @param metric by which
   * @param survivors the points that continue, the best first
   */
  record Promoted(int rung, long iterations, int points, String metric, List<Survivor> survivors)
      implements SweepEntry {
    /** Copies the list. */
    public Promoted {
      survivors = survivors == null ? List.of() : List.copyOf(survivors);
    }

    /**
     * A point that continues.
     *
     * @param point its settings as text by key
     * @param mean of the metric over its seeds
     */
    public record Survivor(Map<String, String> point, double mean) {
      /** Copies the point, keeping its order. */
      public Survivor {
        point = ordered(point);
      }
    }
  }

  /**
   * Points were compared, with {@code until: decided}.
   *
   * @param look counted from 1
   * @param seeds of each point that can still be the best
   * @param metric by which
   * @param outcome whether the comparison is over
   * @param points that were compared, or were to be, as text by key
   * @param dropped those of them that get no more seeds
   * @param pair the best two; null where fewer than two could be compared
   */
  record Look(
      int look,
      int seeds,
      String metric,
      LookOutcome outcome,
      List<Map<String, String>> points,
      List<Dropped> dropped,
      @Nullable ComparedPair pair)
      implements SweepEntry {
    /** Copies the lists. */
    public Look {
      Objects.requireNonNull(outcome, "a look must have an outcome");
      points = points == null ? List.of() : points.stream().map(SweepEntry::ordered).toList();
      dropped = dropped == null ? List.of() : List.copyOf(dropped);
    }

    /**
     * A point that gets no more seeds.
     *
     * @param point its settings as text by key
     * @param why in words
     */
    public record Dropped(Map<String, String> point, String why) {
      /** Copies the point, keeping its order. */
      public Dropped {
        point = ordered(point);
      }
    }
  }

  /**
   * No seeds are added although nothing was decided: the limit of time would be passed.
   *
   * @param look the last one, counted from 1
   * @param spentS seconds of trials until then, those side by side counted once
   * @param nextS seconds that the trials until the next look would take
   * @param limitS the limit
   */
  record Timeup(int look, double spentS, double nextS, double limitS) implements SweepEntry {}

  /**
   * Nothing is left to run.
   *
   * @param trials how many the sweep has
   */
  record Complete(int trials) implements SweepEntry {}

  private static <V> Map<String, V> ordered(@Nullable Map<String, V> values) {
    return values == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
