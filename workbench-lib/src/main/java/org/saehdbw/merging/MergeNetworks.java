package org.saehdbw.merging;

import java.util.Optional;
import org.saehdbw.merging.options.MergeOptions;

/**
 * Networks that some options need.
 *
 * @param segmenter for masks with {@code XSeg}
 * @param superResolution for {@code super_resolution_power} above 0
 */
public record MergeNetworks(
    Optional<Segmenter> segmenter, Optional<SuperResolution> superResolution) {
  /** Neither of them. */
  public static final MergeNetworks NONE = new MergeNetworks(Optional.empty(), Optional.empty());

  /**
   * Checks that there is what the options need. The original merges with a mask of 0.5 everywhere
   * where the segmentation network is missing.
   *
   * @throws IllegalArgumentException if a network is missing
   */
  void requireFor(MergeOptions options) {
    if (options.maskMode().needsSegmenter() && segmenter.isEmpty()) {
      throw new IllegalArgumentException(
          "mask_mode "
              + options.maskMode().option()
              + " needs a segmentation network (XSeg), and none is given; modes without it are full,"
              + " dst and learned-*");
    }
    if (options.superResolutionPower() > 0 && superResolution.isEmpty()) {
      throw new IllegalArgumentException(
          "super_resolution_power must be 0 without a network that enlarges, got "
              + options.superResolutionPower());
    }
  }
}
