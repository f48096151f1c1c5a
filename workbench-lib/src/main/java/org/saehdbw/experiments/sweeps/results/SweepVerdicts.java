package org.saehdbw.experiments.sweeps.results;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.experiments.sweeps.plan.TrialFigures;
import org.saehdbw.statistics.DirectionWords;
import org.saehdbw.statistics.Holm;
import org.saehdbw.statistics.PairedT;
import org.saehdbw.statistics.Seeds;
import org.saehdbw.statistics.Verdict;

/**
 * What may be said of two points of a sweep. The points were picked by their results out of all
 * pairs of points, so that the p value of a pair is corrected for all of them.
 */
final class SweepVerdicts {
  private static final double LEVEL = 0.95;

  private final SweepResults sweep;
  private final Map<Pair, Double> adjusted = new LinkedHashMap<>();

  private SweepVerdicts(SweepResults sweep) {
    this.sweep = sweep;
  }

  /** Two points, the better ranked one first. */
  private record Pair(PointResult first, PointResult second) {}

  static SweepVerdicts of(SweepResults sweep) throws IOException {
    SweepVerdicts verdicts = new SweepVerdicts(sweep);
    List<Pair> pairs = new ArrayList<>();
    List<Double> raw = new ArrayList<>();
    for (List<PointResult> group : sweep.comparable().values()) {
      for (int i = 0; i < group.size(); i++) {
        for (int j = i + 1; j < group.size(); j++) {
          Pair pair = new Pair(group.get(i), group.get(j));
          Optional<PairedT> difference = verdicts.difference(pair);
          if (verdicts.unfit(pair).isEmpty() && difference.isPresent()) {
            pairs.add(pair);
            raw.add(difference.get().pValue());
          }
        }
      }
    }
    double[] values = Holm.adjusted(raw.stream().mapToDouble(Double::doubleValue).toArray());
    for (int i = 0; i < values.length; i++) {
      verdicts.adjusted.put(pairs.get(i), values[i]);
    }
    return verdicts;
  }

  /** Returns the verdict of the first of two points against the second, in words. */
  String between(PointResult first, PointResult second) {
    Pair pair = new Pair(first, second);
    Optional<String> unfit = unfit(pair);
    if (unfit.isPresent()) {
      return unfit.get();
    }
    Optional<PairedT> difference = difference(pair);
    if (difference.isEmpty()) {
      return "no verdict: " + Seeds.count(shared(pair).size()) + ", five are needed";
    }
    String metric = sweep.metric();
    DirectionWords wording = DirectionWords.quality(TrialFigures.lowerIsBetter(metric));
    double base = Arrays.stream(values(pair, second)).average().orElse(0);
    Verdict alone =
        base > 0
            ? Verdict.overSeeds("the first", difference.get(), base, wording)
            : Verdict.overSeeds("the first", difference.get(), "of " + metric, wording);
    return alone.among(adjusted.getOrDefault(pair, 1.0), adjusted.size(), LEVEL).words();
  }

  private Optional<String> unfit(Pair pair) {
    if (sweep.rung(pair.first()) != sweep.rung(pair.second())) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "no verdict: it came to %d iterations, the first to %d",
              pair.second().iterations(),
              pair.first().iterations()));
    }
    return sweep.censored(pair.first()) + sweep.censored(pair.second()) > 0
        ? Optional.of("no verdict: not every seed of both reached the quality")
        : Optional.empty();
  }

  private List<Long> shared(Pair pair) {
    Map<Long, Double> second = pair.second().bySeed(sweep.metric());
    return pair.first().bySeed(sweep.metric()).keySet().stream()
        .filter(second::containsKey)
        .toList();
  }

  private double[] values(Pair pair, PointResult point) {
    Map<Long, Double> bySeed = point.bySeed(sweep.metric());
    return shared(pair).stream().mapToDouble(bySeed::get).toArray();
  }

  /** The first less the second over shared seeds; empty below five. */
  private Optional<PairedT> difference(Pair pair) {
    return Seeds.enough(shared(pair).size())
        ? Optional.of(PairedT.of(values(pair, pair.second()), values(pair, pair.first()), LEVEL))
        : Optional.empty();
  }
}
