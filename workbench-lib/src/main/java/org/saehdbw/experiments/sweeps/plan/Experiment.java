package org.saehdbw.experiments.sweeps.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.experiments.deciding.Decide;
import org.saehdbw.experiments.places.SideBySide;

/**
 * What a sweep is asked, as its file says it.
 *
 * @param name of its result folder
 * @param question what it shall answer, for people; may be empty
 * @param base the settings that all trials share, as text by key
 * @param search how points are found
 * @param over values or ranges by settings key
 * @param points listed points, each settings as text by key
 * @param seeds each point is trained once with each
 * @param budget how long
 * @param samples how many points are drawn; 0 where none are
 * @param searchSeed of those draws
 * @param metric the figure that trials are compared by
 * @param timeoutS a trial's process is ended after so many seconds; 0 is never
 * @param memoryMib a trial's process is ended when it holds more; 0 is never
 * @param judgeEvery iterations between saves, which are judged; 0 leaves it to the base's save
 *     intervals or, where it has none, makes eight
 * @param parallelTrials how many trials run at once; 0 leaves it to the machine
 * @param devices {@value #ALL_DEVICES} for one trial at once on each card, or {@value
 *     #DEVICE_OF_BASE}
 * @param halving rungs, for {@link Search#HALVING} alone
 * @param until {@value Decide#DECIDED} to add seeds until the points are compared; else empty
 * @param decide how, where that is said; used with {@code until} alone
 */
public record Experiment(
    String name,
    String question,
    Map<String, String> base,
    Search search,
    Map<String, Axis> over,
    List<Map<String, String>> points,
    List<Long> seeds,
    SweepBudget budget,
    int samples,
    long searchSeed,
    String metric,
    double timeoutS,
    int memoryMib,
    int judgeEvery,
    int parallelTrials,
    String devices,
    @JsonIgnore Optional<Halving> halving,
    @JsonIgnore String until,
    @JsonIgnore Optional<Decide> decide) {
  /** What trials are compared by unless the file says otherwise. */
  public static final String DEFAULT_METRIC = "luma_mse";

  /** Trials run on all cards of the machine. */
  public static final String ALL_DEVICES = "all";

  /** Trials run where the base's {@code device} says. */
  public static final String DEVICE_OF_BASE = "base";

  private static final String PLAIN = "[A-Za-z0-9][A-Za-z0-9._-]*";

  /**
   * Copies the collections and checks what belongs together.
   *
   * @throws IllegalArgumentException if parts are missing or contradict one another
   */
  public Experiment {
    base = Collections.unmodifiableMap(new LinkedHashMap<>(base));
    over = Collections.unmodifiableMap(new LinkedHashMap<>(over));
    points = List.copyOf(points);
    seeds = List.copyOf(seeds);
    require(
        name.matches(PLAIN),
        "name must be made of letters, digits, '.', '-' and '_', got '" + name + "'");
    require(!seeds.isEmpty(), "seeds must have at least one");
    require(seeds.stream().distinct().count() == seeds.size(), "seeds must differ, got " + seeds);
    require(samples >= 0, "samples must be at least 1, got " + samples);
    require(timeoutS >= 0, "timeout_s must be at least 0, got " + timeoutS);
    require(memoryMib >= 0, "memory_mib must be at least 0, got " + memoryMib);
    require(judgeEvery >= 0, "judge_every must be at least 0, got " + judgeEvery);
    require(
        parallelTrials >= 0 && parallelTrials <= SideBySide.MOST,
        "parallel_trials must be 1 to "
            + SideBySide.MOST
            + ", or 0 for as many as the machine gives, got "
            + parallelTrials);
    require(
        devices.equals(ALL_DEVICES) || devices.equals(DEVICE_OF_BASE),
        "devices must be all or base, got " + devices);
    require(
        devices.equals(DEVICE_OF_BASE) || !base.containsKey("device"),
        "devices: all decides where each trial runs; base must not set device");
    boolean drawn = samples > 0;
    require(
        drawn || over.values().stream().noneMatch(Axis.Range.class::isInstance),
        "over: a range needs search random, or halving with samples; search is " + search.text());
    require(
        !drawn || search == Search.RANDOM || search == Search.HALVING,
        "samples is for search random and halving, search is " + search.text());
    require(search != Search.RANDOM || drawn, "search random needs samples, how many points");
    require(!drawn || !over.isEmpty(), "search " + search.text() + " needs over, what is drawn");
    require(search != Search.LIST || over.isEmpty(), "search list takes points, not over");
    require(
        search == Search.HALVING == halving.isPresent(),
        "halving is for search halving, and needed there; search is " + search.text());
    require(
        halving.isEmpty() || budget.kind() == SweepBudget.Kind.ITERATIONS,
        "search halving needs a budget of iterations, got " + budget.kind().text());
    require(
        halving.isEmpty() || halving.get().minIterations() < budget.amount(),
        "halving: min_iterations must be below the budget, got "
            + halving.map(Halving::minIterations).orElse(0L));
    require(!over.isEmpty() || !points.isEmpty(), "a sweep needs over or points, what it varies");
    require(
        until.isEmpty() || until.equals(Decide.DECIDED),
        "until must be decided, or left out, got " + until);
    require(
        until.isEmpty() || halving.isEmpty(),
        "until: decided compares points of equal training; with search halving they differ");
  }

  /** Returns how points are compared as seeds are added; empty without {@code until: decided}. */
  public Optional<Decide> deciding() {
    return until.isEmpty() ? Optional.empty() : Optional.of(decide.orElse(Decide.DEFAULT));
  }

  /** Returns the seeds that every point is trained with; others may come later. */
  public List<Long> firstSeeds() {
    return deciding().map(how -> Decide.seeds(seeds, how.firstSeeds())).orElse(seeds);
  }

  /**
   * Whether the metric depends on how good a model is, which is judged at its own resolution: a
   * quality, or what a quality took.
   */
  public boolean judgesQuality() {
    return TrialFigures.isQuality(metric) || budget.kind() == SweepBudget.Kind.UNTIL;
  }

  /** Returns a builder of an experiment that varies nothing yet. */
  public static ExperimentBuilder builder() {
    return new ExperimentBuilder();
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
