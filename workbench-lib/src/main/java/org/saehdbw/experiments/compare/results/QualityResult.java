package org.saehdbw.experiments.compare.results;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.saehdbw.experiments.compare.plan.Arm;
import org.saehdbw.experiments.compare.plan.QualityMetric;
import org.saehdbw.statistics.PairedT;
import org.saehdbw.statistics.Verdict;

/**
 * What the trainings say of held-out quality.
 *
 * @param metric by which
 * @param arms one each
 */
public record QualityResult(QualityMetric metric, List<ArmQuality> arms) {
  /** Copies the list. */
  public QualityResult {
    arms = List.copyOf(arms);
  }

  /**
   * One arm's quality.
   *
   * @param arm which
   * @param seeds finished trainings, in the order of their seeds
   * @param sameIterations against colour after the same iterations
   * @param sameTime against colour after the same training time
   */
  public record ArmQuality(
      Arm arm,
      List<SeedQuality> seeds,
      Optional<Against> sameIterations,
      Optional<Against> sameTime) {
    /** Copies the list. */
    public ArmQuality {
      seeds = List.copyOf(seeds);
    }
  }

  /**
   * One training.
   *
   * @param seed of it
   * @param run its folder's name
   * @param points its judgements, in the order of iterations
   * @param trainSeconds all training steps together, without saves and previews
   * @param atEnd the metric after all iterations
   * @param atSameTime the metric when the quickest arm of this seed was done, between two
   *     judgements on a straight line; empty while an arm of this seed is missing
   */
  public record SeedQuality(
      long seed,
      String run,
      List<Point> points,
      double trainSeconds,
      double atEnd,
      OptionalDouble atSameTime) {
    /** Copies the list. */
    public SeedQuality {
      points = List.copyOf(points);
    }
  }

  /**
   * A judgement of held-out faces.
   *
   * @param iteration when
   * @param trainSeconds of training steps until then
   * @param value of the metric
   */
  public record Point(long iteration, double trainSeconds, double value) {}

  /**
   * An arm against colour, a pair a seed.
   *
   * @param colourMean of the metric
   * @param armMean of the metric
   * @param difference arm less colour; empty below five seeds, whose points alone are shown
   * @param verdict of the difference; below five seeds that there is none
   */
  public record Against(
      double colourMean, double armMean, Optional<PairedT> difference, Verdict verdict) {
    /** Returns it with the verdict that its p value allows among all comparisons. */
    Against among(double adjusted, int comparisons) {
      return new Against(
          colourMean, armMean, difference, verdict.among(adjusted, comparisons, TimeRatio.LEVEL));
    }
  }
}
