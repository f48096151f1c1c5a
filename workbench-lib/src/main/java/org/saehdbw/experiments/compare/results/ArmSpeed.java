package org.saehdbw.experiments.compare.results;

import java.util.Optional;
import org.saehdbw.experiments.compare.plan.Arm;
import org.saehdbw.statistics.Estimate;

/**
 * What a level's blocks say of one arm.
 *
 * @param arm which
 * @param stepMillis a step's time, the mean over all measured steps
 * @param samplesPerSecond of both sides together
 * @param ratio its time over that of colour; empty for colour, and where there are fewer than two
 *     processes of each
 * @param verdict in words, empty where there is no ratio
 * @param stages where the time went, the mean over all measured steps
 * @param peakMib peak resident memory of its process, the largest of all; NaN where nobody knows
 * @param loaderThreads that made samples at last
 * @param facts what its process held and moved
 */
public record ArmSpeed(
    Arm arm,
    double stepMillis,
    double samplesPerSecond,
    Optional<Estimate> ratio,
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

  /** Its speed over that of colour. */
  public Optional<Estimate> speed() {
    return ratio.map(TimeRatio::inverse);
  }
}
