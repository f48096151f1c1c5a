package org.saehdbw.experiments.sweeps.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.saehdbw.experiments.deciding.Decide;

/** Puts an experiment together; {@link #build} checks it. */
public final class ExperimentBuilder {
  private String name = "sweep";
  private String question = "";
  private Map<String, String> base = Map.of();
  private @Nullable Search search;
  private Map<String, Axis> over = Map.of();
  private List<Map<String, String>> points = List.of();
  private List<Long> seeds = List.of(1L);
  private @Nullable SweepBudget budget;
  private int samples = 0;
  private long searchSeed = 1;
  private String metric = Experiment.DEFAULT_METRIC;
  private double timeoutS = 0;
  private int memoryMib = 0;
  private int judgeEvery = 0;
  private int parallelTrials = 0;
  private String devices = Experiment.DEVICE_OF_BASE;
  private Optional<Halving> halving = Optional.empty();
  private String until = "";
  private Optional<Decide> decide = Optional.empty();

  ExperimentBuilder() {}

  /** Names the result folder. */
  public ExperimentBuilder name(String value) {
    name = value;
    return this;
  }

  /** Says what the sweep shall answer. */
  public ExperimentBuilder question(String value) {
    question = value;
    return this;
  }

  /** Sets what all trials share, as text by key. */
  public ExperimentBuilder base(Map<String, String> value) {
    base = value;
    return this;
  }

  /** Sets one setting that all trials share. */
  public ExperimentBuilder set(String key, String value) {
    base = with(base, key, value);
    return this;
  }

  /** Says how points are found; unsaid, it is what the rest of the experiment implies. */
  public ExperimentBuilder search(Search value) {
    search = value;
    return this;
  }

  /** Says what is varied. */
  public ExperimentBuilder over(Map<String, Axis> value) {
    over = value;
    return this;
  }

  /** Says what one setting is varied over. */
  public ExperimentBuilder over(String key, Axis axis) {
    over = with(over, key, axis);
    return this;
  }

  private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
    Map<String, V> more = new LinkedHashMap<>(map);
    more.put(key, value);
    return more;
  }

  /** Lists points. */
  public ExperimentBuilder points(List<Map<String, String>> value) {
    points = value;
    return this;
  }

  /** Sets the seeds that each point is trained with. */
  public ExperimentBuilder seeds(List<Long> value) {
    seeds = value;
    return this;
  }

  /** Sets how long each trial is trained. */
  public ExperimentBuilder budget(SweepBudget value) {
    budget = value;
    return this;
  }

  /** Draws so many points; 0 draws none. */
  public ExperimentBuilder samples(int value) {
    samples = value;
    return this;
  }

  /** Sets the seed of those draws. */
  public ExperimentBuilder searchSeed(long value) {
    searchSeed = value;
    return this;
  }

  /** Sets the figure that trials are compared by. */
  public ExperimentBuilder metric(String value) {
    metric = value;
    return this;
  }

  /** Ends a trial after so many seconds; 0 never does. */
  public ExperimentBuilder timeoutS(double value) {
    timeoutS = value;
    return this;
  }

  /** Ends a trial that holds more memory; 0 never does. */
  public ExperimentBuilder memoryMib(int value) {
    memoryMib = value;
    return this;
  }

  /** Sets the iterations between saves; 0 leaves that to others. */
  public ExperimentBuilder judgeEvery(int value) {
    judgeEvery = value;
    return this;
  }

  /** Sets how many trials run at once; 0 leaves it to the machine. */
  public ExperimentBuilder parallelTrials(int value) {
    parallelTrials = value;
    return this;
  }

  /** Sets where trials run: {@code all} cards, or as the {@code base} says. */
  public ExperimentBuilder devices(String value) {
    devices = value;
    return this;
  }

  /** Sets the rungs of successive halving. */
  public ExperimentBuilder halving(Optional<Halving> value) {
    halving = value;
    return this;
  }

  /**
   * Adds seeds until the points are compared, with {@code decided}; with an empty word does not.
   */
  public ExperimentBuilder until(String value) {
    until = value;
    return this;
  }

  /** Sets how points are compared as seeds are added. */
  public ExperimentBuilder decide(Optional<Decide> value) {
    decide = value;
    return this;
  }

  private Search implied() {
    if (halving.isPresent()) {
      return Search.HALVING;
    }
    Search listed = over.isEmpty() ? Search.LIST : Search.GRID;
    return samples > 0 ? Search.RANDOM : listed;
  }

  /**
   * Returns the experiment.
   *
   * @throws IllegalArgumentException if it has no budget, or parts contradict one another
   */
  public Experiment build() {
    if (budget == null) {
      throw new IllegalArgumentException("a sweep needs a budget, how long each trial is trained");
    }
    Search found = search == null ? implied() : search;
    return new Experiment(
        name,
        question,
        base,
        found,
        over,
        points,
        seeds,
        budget,
        samples,
        searchSeed,
        metric,
        timeoutS,
        memoryMib,
        judgeEvery,
        parallelTrials,
        devices,
        halving,
        until,
        decide);
  }
}
