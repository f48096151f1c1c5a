package org.saehdbw.experiments.compare.results;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.saehdbw.experiments.compare.plan.Arm;
import org.saehdbw.statistics.DirectionWords;
import org.saehdbw.statistics.Estimate;
import org.saehdbw.statistics.Verdict;

/**
 * What a level's blocks say of one arm.
 *
 * @param arm which
 * @param stepMillis a step's time, the mean over all measured steps
 * @param samplesPerSecond of both sides together
 * @param pairRatios its time over that of colour, one for each pair of processes; none for colour
 * @param ratio of all pairs together; empty for colour, and below five pairs
 * @param pValue of the two-sided test that the ratio is 1, before it is corrected for the number of
 *     comparisons; empty where there is no ratio
 * @param verdict in words: below five pairs that there is none; empty for colour
 * @param stages where the time went, the mean over all measured steps
 * @param peakMib peak resident memory of its process, the largest of all; NaN where it is not known
 * @param loaderThreads that made samples at last
 * @param facts what its process held and moved
 */
public record ArmSpeed(
    Arm arm,
    double stepMillis,
    double samplesPerSecond,
    List<Double> pairRatios,
    Optional<Estimate> ratio,
    OptionalDouble pValue,
    String verdict,
    StageMeans stages,
    double peakMib,
    int loaderThreads,
    ArmFacts facts) {
  /**
   * Mean times in milliseconds: of the training thread, and of the loader's threads for one sample.
   *
   * @param waiting for the loader
   * @param copy samples into the engine
   * @param compute forward pass, losses, gradients
   * @param optimizer the update
   * @param decode of a sample: reading and decoding, or reading what is kept
   * @param gray of a sample: colour to gray
   * @param transfer of a sample: transfer towards a reference
   * @param warp of a sample: cutting, warp, affine map
   * @param masks of a sample: masks
   * @param assemble of a sample: writing into the batch
   */
  public record StageMeans(
      double waiting,
      double copy,
      double compute,
      double optimizer,
      double decode,
      double gray,
      double transfer,
      double warp,
      double masks,
      double assemble) {
    static StageMeans of(StepTimes mean) {
      return new StageMeans(
          mean.waiting(),
          mean.copy(),
          mean.compute(),
          mean.optimizer(),
          mean.loader().decode(),
          mean.loader().gray(),
          mean.loader().transfer(),
          mean.loader().warp(),
          mean.loader().masks(),
          mean.loader().assemble());
    }
  }

  /** Copies the list. */
  public ArmSpeed {
    pairRatios = List.copyOf(pairRatios);
  }

  /** Returns it with the verdict that its p value allows among all comparisons. */
  ArmSpeed among(double adjusted, int comparisons) {
    return new ArmSpeed(
        arm,
        stepMillis,
        samplesPerSecond,
        pairRatios,
        ratio,
        pValue,
        Verdict.ofRatio(arm.text(), ratio.orElseThrow(), DirectionWords.TIME)
            .among(adjusted, comparisons, TimeRatio.LEVEL)
            .words(),
        stages,
        peakMib,
        loaderThreads,
        facts);
  }

  /** Its speed over that of colour. */
  public Optional<Estimate> speed() {
    return ratio.map(TimeRatio::inverse);
  }
}
