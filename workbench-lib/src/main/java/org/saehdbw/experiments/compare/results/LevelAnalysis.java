package org.saehdbw.experiments.compare.results;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.saehdbw.experiments.compare.plan.Arm;
import org.saehdbw.experiments.compare.plan.CompareSpec;
import org.saehdbw.experiments.compare.plan.Level;
import org.saehdbw.statistics.DirectionWords;
import org.saehdbw.statistics.Estimate;
import org.saehdbw.statistics.PairedT;
import org.saehdbw.statistics.Verdict;

/** Works out a level's figures from its rounds. */
final class LevelAnalysis {
  private static final int SIDES = 2;
  private static final double MILLIS = 1000;

  private final CompareSpec spec;
  private final Level level;
  private final List<ComparisonEntry.Round> rounds;
  private final ComparisonState state;

  private LevelAnalysis(
      CompareSpec spec, Level level, List<ComparisonEntry.Round> rounds, ComparisonState state) {
    this.spec = spec;
    this.level = level;
    this.rounds = rounds;
    this.state = state;
  }

  /** Returns the figures, or empty while no round is whole. */
  static Optional<LevelResult> of(CompareSpec spec, Level level, ComparisonState state) {
    List<ComparisonEntry.Round> rounds = state.rounds(level, spec.arms());
    rounds.sort(Comparator.comparingInt(ComparisonEntry.Round::round));
    if (rounds.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new LevelAnalysis(spec, level, rounds, state).result());
  }

  private LevelResult result() {
    List<ArmSpeed> arms = spec.arms().stream().map(this::speed).toList();
    List<DriftCheck> drift = new ArrayList<>();
    drift.add(DriftCheck.of("colour's step time", times(Arm.COLOUR)));
    for (Arm arm : spec.others()) {
      drift.add(DriftCheck.of("the ratio of " + arm, ratios(arm)));
    }
    return new LevelResult(level, rounds.size(), pairs(Arm.COLOUR).size(), arms, drift);
  }

  private ArmSpeed speed(Arm arm) {
    List<StepTimes> steps = new ArrayList<>();
    double peak = Double.NaN;
    int threads = 0;
    for (ComparisonEntry.Round round : rounds) {
      for (ComparisonEntry.Block block : blocks(round, arm)) {
        steps.addAll(StepTimes.all(block.steps()));
        peak = Double.isNaN(peak) ? block.peakMib() : Math.max(peak, block.peakMib());
        threads = block.loaderThreads();
      }
    }
    StepTimes mean = StepTimes.mean(steps);
    List<Double> pairRatios = arm == Arm.COLOUR ? List.of() : list(ratios(arm));
    int count = pairRatios.size();
    Optional<PairedT> logs =
        count < TimeRatio.ENOUGH_PAIRS
            ? Optional.empty()
            : Optional.of(TimeRatio.logs(pairs(Arm.COLOUR), pairs(arm)));
    Optional<Estimate> ratio = logs.map(TimeRatio::of);
    String none =
        count == 0
            ? ""
            : String.format(
                Locale.ROOT,
                "no verdict: %d %s of processes, five are needed",
                count,
                count == 1 ? "pair" : "pairs");
    return new ArmSpeed(
        arm,
        mean.millis(),
        SIDES * spec.batchSize() * MILLIS / mean.millis(),
        pairRatios,
        ratio,
        logs.isPresent() ? OptionalDouble.of(logs.get().pValue()) : OptionalDouble.empty(),
        ratio.map(r -> Verdict.ofRatio(arm.text(), r, DirectionWords.TIME).words()).orElse(none),
        ArmSpeed.StageMeans.of(mean),
        peak,
        threads,
        factsOf(arm));
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private ArmFacts factsOf(Arm arm) {
    return state.facts(level, arm).orElse(new ArmFacts(0, 0, 0, 0, 0, 0, 0, 0));
  }

  private static List<ComparisonEntry.Block> blocks(ComparisonEntry.Round round, Arm arm) {
    return round.blocks().stream().filter(block -> block.arm().equals(arm.text())).toList();
  }

  private static double[] millis(List<ComparisonEntry.Round> rounds, Arm arm) {
    return rounds.stream()
        .flatMap(round -> blocks(round, arm).stream())
        .flatMap(block -> StepTimes.all(block.steps()).stream())
        .mapToDouble(StepTimes::millis)
        .toArray();
  }

  /** An arm's step times, an array for each process. */
  private List<double[]> pairs(Arm arm) {
    Map<Integer, List<ComparisonEntry.Round>> byProcess = new TreeMap<>();
    for (ComparisonEntry.Round round : rounds) {
      byProcess.computeIfAbsent(round.process(), key -> new ArrayList<>()).add(round);
    }
    return byProcess.values().stream().map(own -> millis(own, arm)).toList();
  }

  /** An arm's mean step time in each process. */
  private double[] times(Arm arm) {
    return pairs(arm).stream()
        .mapToDouble(millis -> Arrays.stream(millis).average().orElseThrow())
        .toArray();
  }

  private double[] ratios(Arm arm) {
    double[] colour = times(Arm.COLOUR);
    double[] own = times(arm);
    for (int i = 0; i < own.length; i++) {
      own[i] /= colour[i];
    }
    return own;
  }
}
