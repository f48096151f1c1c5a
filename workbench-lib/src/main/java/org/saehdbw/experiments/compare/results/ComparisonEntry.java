package org.saehdbw.experiments.compare.results;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.saehdbw.experiments.deciding.LookOutcome;
import org.saehdbw.experiments.deciding.PairFigures;
import org.saehdbw.experiments.ledger.LedgerFormat;

/** One line of a comparison's {@code ledger.jsonl}. */
public sealed interface ComparisonEntry {
  /**
   * The machine and program of a stretch of work.
   *
   * @param session counted from 1
   * @param environment by name
   */
  record Session(int session, Map<String, String> environment) implements ComparisonEntry {
    /** Copies the map, keeping its order. */
    public Session {
      environment.values().forEach(value -> Objects.requireNonNull(value, "environment"));
      environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }
  }

  /**
   * What an arm's process held.
   *
   * @param session in which
   * @param level that was measured
   * @param arm of the process
   * @param facts what it held
   */
  record Facts(int session, String level, String arm, ArmFacts facts) implements ComparisonEntry {
    /** Checks that a line that was read has them. */
    public Facts {
      Objects.requireNonNull(level, "level");
      Objects.requireNonNull(arm, "arm");
      Objects.requireNonNull(facts, "facts");
    }
  }

  /**
   * A round that was measured to its end.
   *
   * @param session in which
   * @param level that was measured
   * @param round counted from 0
   * @param process counted from 0 within the level: rounds of the same processes have the same
   * @param blocks in the order of time
   */
  record Round(int session, String level, int round, int process, List<Block> blocks)
      implements ComparisonEntry {
    /** Copies the list. */
    public Round {
      Objects.requireNonNull(level, "level");
      blocks = List.copyOf(blocks);
    }
  }

  /**
   * A training that was started, or that is done.
   *
   * @param arm of the training
   * @param seed of it
   * @param run the run folder's name
   * @param done whether it reached its target
   */
  record Training(String arm, long seed, String run, boolean done) implements ComparisonEntry {
    /** Checks that a line that was read has them. */
    public Training {
      Objects.requireNonNull(arm, "arm");
      LedgerFormat.requireFolderName(run);
    }
  }

  /**
   * Arms were compared with colour, with {@code until: decided}.
   *
   * @param look counted from 1
   * @param seeds of each arm that is compared
   * @param metric by which
   * @param arms that were not decided before
   */
  record Look(int look, int seeds, String metric, List<ArmLook> arms) implements ComparisonEntry {
    /** Copies the list. */
    public Look {
      Objects.requireNonNull(metric, "metric");
      arms = List.copyOf(arms);
    }
  }

  /**
   * No seeds are added although not every arm was decided: the limit of time would be passed.
   *
   * @param look the last one, counted from 1
   * @param spentS seconds of training steps until then, trainings side by side counted once
   * @param nextS seconds that the trainings until the next look would take
   * @param limitS the limit
   */
  record Timeup(int look, double spentS, double nextS, double limitS) implements ComparisonEntry {}

  /**
   * One arm against colour at a look.
   *
   * @param arm which
   * @param outcome whether it is decided
   * @param figures the arm's first, colour's second; null where a training has no finite value
   */
  record ArmLook(String arm, LookOutcome outcome, @Nullable PairFigures figures) {
    /** Checks that a line that was read has them. */
    public ArmLook {
      Objects.requireNonNull(arm, "arm");
      Objects.requireNonNull(outcome, "outcome");
    }
  }

  /**
   * A block of a round.
   *
   * @param arm that was measured
   * @param steps each with the values of {@link StepTimes#NAMES}
   * @param peakMib peak resident memory so far; NaN where the system does not tell
   * @param loaderThreads that made samples
   */
  @SuppressWarnings("ArrayRecordComponent") // Read, never compared.
  record Block(String arm, double[][] steps, double peakMib, int loaderThreads) {
    /**
     * Checks a block that was read.
     *
     * @throws IllegalArgumentException if a step has another number of times
     */
    public Block {
      Objects.requireNonNull(arm, "arm");
      StepTimes.all(steps);
    }
  }
}
