package org.saehdbw.experiments.compare.results;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.experiments.compare.plan.Arm;
import org.saehdbw.experiments.compare.plan.CompareFolder;
import org.saehdbw.experiments.compare.plan.CompareSpec;
import org.saehdbw.experiments.compare.plan.QualityPlan;
import org.saehdbw.experiments.deciding.LookOutcome;
import org.saehdbw.experiments.deciding.PairFigures;
import org.saehdbw.statistics.sequential.Design;
import org.saehdbw.statistics.sequential.PairLook;

/**
 * Looks at arms against colour, by the finished trainings: the metric after all iterations, paired
 * over seeds.
 */
public final class ArmLooks {
  private static final int TWO = 2;

  private final CompareSpec spec;
  private final QualityPlan quality;
  private final Map<Arm, List<QualityResult.SeedQuality>> found;

  private ArmLooks(
      CompareSpec spec, QualityPlan quality, Map<Arm, List<QualityResult.SeedQuality>> found) {
    this.spec = spec;
    this.quality = quality;
    this.found = found;
  }

  /** Reads the trainings that are finished. */
  public static ArmLooks read(CompareSpec spec, CompareFolder folder, ComparisonState state)
      throws IOException {
    QualityPlan quality = spec.quality().orElseThrow();
    Map<Arm, List<QualityResult.SeedQuality>> found = new EnumMap<>(Arm.class);
    Optional<QualityResult> result = QualityAnalysis.of(spec, quality, folder, state);
    if (result.isPresent()) {
      result.get().arms().forEach(arm -> found.put(arm.arm(), arm.seeds()));
    }
    return new ArmLooks(spec, quality, found);
  }

  /**
   * Compares arms with colour.
   *
   * @param look counted from 0
   * @param arms that are not decided
   */
  public ComparisonEntry.Look at(int look, List<Arm> arms) {
    Design design = quality.deciding().orElseThrow().design().among(spec.others().size());
    int seeds = design.looks().seeds().get(look);
    double[] colour = values(Arm.COLOUR, seeds);
    List<ComparisonEntry.ArmLook> each = new ArrayList<>();
    for (Arm arm : arms) {
      each.add(compare(design, look, arm, values(arm, seeds), colour));
    }
    return new ComparisonEntry.Look(look + 1, seeds, quality.metric().key(), each);
  }

  private static ComparisonEntry.ArmLook compare(
      Design design, int look, Arm arm, double[] values, double[] colour) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i]) || !Double.isFinite(colour[i])) {
        return new ComparisonEntry.ArmLook(arm.text(), LookOutcome.NOT_COMPARABLE, null);
      }
    }
    PairLook seen = PairLook.at(design, values, colour, look);
    PairFigures figures =
        PairFigures.of(
            design,
            TWO,
            new PairFigures.Tested(values, colour, seen.difference(), seen.equivalence()));
    return new ComparisonEntry.ArmLook(arm.text(), LookOutcome.of(seen.outcome()), figures);
  }

  /** An arm's figures after all iterations, by seed; NaN where there is none. */
  private double[] values(Arm arm, int seeds) {
    double[] values = new double[seeds];
    Arrays.fill(values, Double.NaN);
    for (QualityResult.SeedQuality seed : found.getOrDefault(arm, List.of())) {
      List<QualityResult.Point> points = seed.points();
      boolean whole = points.get(points.size() - 1).iteration() >= quality.iterations();
      if (seed.seed() <= seeds && whole) {
        values[(int) seed.seed() - 1] = seed.atEnd();
      }
    }
    return values;
  }

  /** Returns the seconds of training steps of each finished training. */
  public List<Double> trainSeconds() {
    return found.values().stream()
        .flatMap(List::stream)
        .map(QualityResult.SeedQuality::trainSeconds)
        .toList();
  }
}
