package org.saehdbw.experiments.compare.results;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import org.saehdbw.experiments.compare.plan.Arm;
import org.saehdbw.experiments.compare.plan.CompareFolder;
import org.saehdbw.experiments.compare.plan.CompareSpec;
import org.saehdbw.experiments.compare.plan.QualityPlan;
import org.saehdbw.statistics.Curve;
import org.saehdbw.statistics.DirectionWords;
import org.saehdbw.statistics.PairedT;
import org.saehdbw.statistics.Seeds;
import org.saehdbw.statistics.Verdict;

/** Works out quality figures from the finished trainings. */
final class QualityAnalysis {
  /** An interval or a test that does not know of the looks would promise too much. */
  private static final String LOOKED_AT =
      "no verdict of its own: seeds were added by what was found, see the decision";

  private final CompareSpec spec;
  private final QualityPlan quality;
  private final Map<Arm, Map<Long, QualityResult.SeedQuality>> found;

  private QualityAnalysis(
      CompareSpec spec, QualityPlan quality, Map<Arm, Map<Long, QualityResult.SeedQuality>> found) {
    this.spec = spec;
    this.quality = quality;
    this.found = found;
  }

  /** Returns the figures, or empty while no training is finished. */
  static Optional<QualityResult> of(
      CompareSpec spec, QualityPlan quality, CompareFolder folder, ComparisonState state)
      throws IOException {
    Map<Arm, Map<Long, QualityResult.SeedQuality>> found = new EnumMap<>(Arm.class);
    for (Arm arm : spec.arms()) {
      Map<Long, QualityResult.SeedQuality> seeds = new TreeMap<>();
      Map<String, List<QualityResult.Point>> kept =
          QualityTable.read(folder, arm, quality.metric().key());
      for (long seed = 1; seed <= quality.seeds(); seed++) {
        Optional<Path> run = state.finished(folder, arm, seed);
        if (run.isPresent()) {
          List<QualityResult.Point> points = QualityReader.read(run.get(), quality.metric());
          seeds.put(seed, seedQuality(seed, String.valueOf(run.get().getFileName()), points));
        } else {
          long number = seed;
          state
              .done(arm, seed)
              .filter(kept::containsKey)
              .reduce((first, second) -> second)
              .ifPresent(
                  name ->
                      seeds.put(
                          number, seedQuality(number, name, kept.getOrDefault(name, List.of()))));
        }
      }
      found.put(arm, seeds);
    }
    if (found.values().stream().allMatch(Map::isEmpty)) {
      return Optional.empty();
    }
    return Optional.of(new QualityAnalysis(spec, quality, withSameTime(found)).result());
  }

  private static QualityResult.SeedQuality seedQuality(
      long seed, String run, List<QualityResult.Point> points) {
    QualityResult.Point last = points.get(points.size() - 1);
    return new QualityResult.SeedQuality(
        seed, run, points, last.trainSeconds(), last.value(), OptionalDouble.empty());
  }

  /** Adds to every training the metric when the quickest arm of its seed was done. */
  private static Map<Arm, Map<Long, QualityResult.SeedQuality>> withSameTime(
      Map<Arm, Map<Long, QualityResult.SeedQuality>> found) {
    Map<Arm, Map<Long, QualityResult.SeedQuality>> all = new EnumMap<>(Arm.class);
    found.forEach(
        (arm, seeds) -> {
          Map<Long, QualityResult.SeedQuality> more = new TreeMap<>();
          seeds.forEach(
              (seed, own) -> {
                List<QualityResult.SeedQuality> same =
                    found.values().stream()
                        .filter(other -> other.containsKey(seed))
                        .map(other -> other.get(seed))
                        .toList();
                double least =
                    same.stream()
                        .mapToDouble(QualityResult.SeedQuality::trainSeconds)
                        .min()
                        .orElse(Double.NaN);
                boolean whole = same.size() == found.size();
                more.put(
                    seed,
                    new QualityResult.SeedQuality(
                        own.seed(),
                        own.run(),
                        own.points(),
                        own.trainSeconds(),
                        own.atEnd(),
                        whole ? at(own.points(), least) : OptionalDouble.empty()));
              });
          all.put(arm, more);
        });
    return all;
  }

  /** Nothing where the arm was judged for the first time only later. */
  private static OptionalDouble at(List<QualityResult.Point> points, double seconds) {
    Curve curve = overTime(points);
    return curve.first() <= seconds && seconds <= curve.last()
        ? OptionalDouble.of(curve.at(seconds))
        : OptionalDouble.empty();
  }

  /** The metric over training seconds. */
  static Curve overTime(List<QualityResult.Point> points) {
    return new Curve(
        points.stream().mapToDouble(QualityResult.Point::trainSeconds).toArray(),
        points.stream().mapToDouble(QualityResult.Point::value).toArray());
  }

  private QualityResult result() {
    List<QualityResult.ArmQuality> arms = new ArrayList<>();
    for (Arm arm : spec.arms()) {
      boolean other = arm != Arm.COLOUR;
      arms.add(
          new QualityResult.ArmQuality(
              arm,
              List.copyOf(seeds(arm).values()),
              other ? against(arm, q -> OptionalDouble.of(q.atEnd())) : Optional.empty(),
              other ? against(arm, QualityResult.SeedQuality::atSameTime) : Optional.empty()));
    }
    return new QualityResult(quality.metric(), arms);
  }

  private Map<Long, QualityResult.SeedQuality> seeds(Arm arm) {
    return found.getOrDefault(arm, Map.of());
  }

  private Optional<QualityResult.Against> against(
      Arm arm, Function<QualityResult.SeedQuality, OptionalDouble> figure) {
    List<double[]> pairs = new ArrayList<>();
    seeds(arm)
        .forEach(
            (seed, own) -> {
              QualityResult.SeedQuality colour = seeds(Arm.COLOUR).get(seed);
              if (colour != null
                  && figure.apply(colour).isPresent()
                  && figure.apply(own).isPresent()) {
                pairs.add(
                    new double[] {
                      figure.apply(colour).getAsDouble(), figure.apply(own).getAsDouble()
                    });
              }
            });
    if (pairs.isEmpty()) {
      return Optional.empty();
    }
    double[] colour = pairs.stream().mapToDouble(pair -> pair[0]).toArray();
    double[] own = pairs.stream().mapToDouble(pair -> pair[1]).toArray();
    double base = Arrays.stream(colour).average().orElseThrow();
    double mean = Arrays.stream(own).average().orElseThrow();
    if (quality.deciding().isPresent()) {
      return Optional.of(
          new QualityResult.Against(
              base, mean, Optional.empty(), new Verdict(Verdict.Outcome.NONE, LOOKED_AT)));
    }
    if (!Seeds.enough(pairs.size())) {
      String none = "no verdict: " + Seeds.count(pairs.size()) + ", five are needed";
      return Optional.of(
          new QualityResult.Against(
              base, mean, Optional.empty(), new Verdict(Verdict.Outcome.NONE, none)));
    }
    PairedT difference = PairedT.of(colour, own, TimeRatio.LEVEL);
    return Optional.of(
        new QualityResult.Against(
            base, mean, Optional.of(difference), verdict(arm, difference, base)));
  }

  private Verdict verdict(Arm arm, PairedT difference, double base) {
    DirectionWords wording = DirectionWords.quality(quality.metric().lowerIsBetter());
    boolean decibel = quality.metric().key().contains("_db");
    return decibel || base <= 0
        ? Verdict.overSeeds(arm.text(), difference, decibel ? "dB" : "", wording)
        : Verdict.overSeeds(arm.text(), difference, base, wording);
  }
}
