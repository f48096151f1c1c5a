package org.saehdbw.experiments.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.saehdbw.statistics.DirectionWords;
import org.saehdbw.statistics.Estimate;
import org.saehdbw.statistics.Verdict;

/** Works out a level's figures from its rounds. */
final class LevelAnalysis {
  private static final int SIDES = 2;
  private static final double MILLIS = 1000;

  private final CompareSpec spec;
  private final Level level;
  private final List<Ledger.Round> rounds;
  private final List<Ledger.Facts> facts;

  private LevelAnalysis(
      CompareSpec spec, Level level, List<Ledger.Round> rounds, List<Ledger.Facts> facts) {
    this.spec = spec;
    this.level = level;
    this.rounds = rounds;
    this.facts = facts;
  }

  /** Returns the figures, or empty while no round is whole. */
  static Optional<LevelResult> of(CompareSpec spec, Level level, Ledger.Entries entries) {
    List<Ledger.Round> rounds = Measuring.roundsOf(entries, level, spec.arms());
    rounds.sort(Comparator.comparingInt(Ledger.Round::round));
    if (rounds.isEmpty()) {
      return Optional.empty();
    }
    List<Ledger.Facts> facts =
        entries.facts().stream().filter(f -> f.level().equals(level.text())).toList();
    return Optional.of(new LevelAnalysis(spec, level, rounds, facts).result());
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
    for (Ledger.Round round : rounds) {
      for (Ledger.Block block : blocks(round, arm)) {
        steps.addAll(StepTimes.all(block.steps()));
        peak = Double.isNaN(peak) ? block.peakMib() : Math.max(peak, block.peakMib());
        threads = block.loaderThreads();
      }
    }
    StepTimes mean = StepTimes.mean(steps);
    Optional<Estimate> ratio = Optional.empty();
    if (arm != Arm.COLOUR && pairs(arm).size() > 1) {
      ratio = Optional.of(TimeRatio.of(pairs(Arm.COLOUR), pairs(arm)));
    }
    return new ArmSpeed(
        arm,
        mean.millis(),
        SIDES * spec.batchSize() * MILLIS / mean.millis(),
        ratio,
        ratio.map(r -> Verdict.ofRatio(arm.text(), r, DirectionWords.TIME).words()).orElse(""),
        ArmSpeed.StageMeans.of(mean),
        peak,
        threads,
        factsOf(arm));
  }

  private ArmFacts factsOf(Arm arm) {
    return facts.stream()
        .filter(f -> f.arm().equals(arm.text()))
        .map(Ledger.Facts::facts)
        .reduce((first, second) -> second)
        .orElse(new ArmFacts(0, 0, 0, 0, 0, 0, 0, 0));
  }

  private static List<Ledger.Block> blocks(Ledger.Round round, Arm arm) {
    return round.blocks().stream().filter(block -> block.arm().equals(arm.text())).toList();
  }

  private static double[] millis(List<Ledger.Round> rounds, Arm arm) {
    return rounds.stream()
        .flatMap(round -> blocks(round, arm).stream())
        .flatMap(block -> StepTimes.all(block.steps()).stream())
        .mapToDouble(StepTimes::millis)
        .toArray();
  }

  /** An arm's step times, an array for each process. */
  private List<double[]> pairs(Arm arm) {
    Map<Integer, List<Ledger.Round>> byProcess = new TreeMap<>();
    for (Ledger.Round round : rounds) {
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
