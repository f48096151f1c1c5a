package org.saehdbw.experiments.compare.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.stream.DoubleStream;
import org.saehdbw.experiments.compare.results.QualityResult.Against;
import org.saehdbw.experiments.compare.results.QualityResult.ArmQuality;
import org.saehdbw.statistics.Holm;
import org.saehdbw.statistics.PairedT;

/**
 * The verdicts of one report, all levels, arms and qualities together: a report of fifteen
 * intervals would otherwise find a difference that does not exist in about every second comparison
 * of an arm with itself.
 *
 * @param levels with corrected verdicts
 * @param quality with corrected verdicts
 */
record ReportVerdicts(List<LevelResult> levels, Optional<QualityResult> quality) {
  static ReportVerdicts of(List<LevelResult> levels, Optional<QualityResult> quality) {
    double[] raw = pValues(levels, quality);
    PrimitiveIterator.OfDouble adjusted = DoubleStream.of(Holm.adjusted(raw)).iterator();
    List<LevelResult> corrected = new ArrayList<>();
    for (LevelResult level : levels) {
      List<ArmSpeed> arms = new ArrayList<>();
      for (ArmSpeed arm : level.arms()) {
        arms.add(arm.pValue().isPresent() ? arm.among(adjusted.nextDouble(), raw.length) : arm);
      }
      corrected.add(
          new LevelResult(level.level(), level.rounds(), level.processes(), arms, level.drift()));
    }
    return new ReportVerdicts(corrected, quality.map(q -> corrected(q, adjusted, raw.length)));
  }

  private static double[] pValues(List<LevelResult> levels, Optional<QualityResult> quality) {
    DoubleStream.Builder values = DoubleStream.builder();
    for (LevelResult level : levels) {
      level.arms().forEach(arm -> arm.pValue().ifPresent(values));
    }
    for (ArmQuality arm : quality.map(QualityResult::arms).orElse(List.of())) {
      pValue(arm.sameIterations()).ifPresent(values::add);
      pValue(arm.sameTime()).ifPresent(values::add);
    }
    return values.build().toArray();
  }

  private static Optional<Double> pValue(Optional<Against> against) {
    return against.flatMap(Against::difference).map(PairedT::pValue);
  }

  private static QualityResult corrected(
      QualityResult quality, PrimitiveIterator.OfDouble adjusted, int comparisons) {
    List<ArmQuality> arms = new ArrayList<>();
    for (ArmQuality arm : quality.arms()) {
      arms.add(
          new ArmQuality(
              arm.arm(),
              arm.seeds(),
              corrected(arm.sameIterations(), adjusted, comparisons),
              corrected(arm.sameTime(), adjusted, comparisons)));
    }
    return new QualityResult(quality.metric(), arms);
  }

  private static Optional<Against> corrected(
      Optional<Against> against, PrimitiveIterator.OfDouble adjusted, int comparisons) {
    return against.map(
        a -> a.difference().isPresent() ? a.among(adjusted.nextDouble(), comparisons) : a);
  }
}
