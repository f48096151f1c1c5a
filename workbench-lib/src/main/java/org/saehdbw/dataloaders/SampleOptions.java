package org.saehdbw.dataloaders;

import org.saehdbw.faces.FaceType;
import org.saehdbw.pictures.GrayFrom;
import org.saehdbw.transfers.TransferMode;

/**
 * What samples are made and how; checked when it is built.
 *
 * @param resolution rows and columns of a sample in pixels
 * @param channels of its pictures: 1 (gray) or 3 (blue, green, red)
 * @param faceType how much of the head it shows; faces of another type are cut anew
 * @param grayFrom how colour files become gray where {@code channels} is 1
 * @param allowGrayInColour whether gray files are taken where {@code channels} is 3, repeated over
 *     the channels
 * @param eyesMouth whether the eyes-and-mouth masks are drawn; if not they are zeros
 * @param randomWarp whether the network's inputs are warped
 * @param randomSrcFlip whether src samples are mirrored four times in ten
 * @param randomDstFlip whether dst samples are
 * @param uniformYaw whether faces are drawn evenly over yaw
 * @param scaleRange of the random scale
 * @param batchSize samples per side and iteration
 * @param threads that make samples; 0 begins with one and adds more while training waits for data
 * @param prefetch how many batches are made ahead of the one in use
 * @param seed that every draw is a function of
 * @param transfer of src samples towards random dst faces; none while pretraining
 * @param tone how the look of samples varies
 * @param cache where decoded faces are kept
 */
public record SampleOptions(
    int resolution,
    int channels,
    FaceType faceType,
    GrayFrom grayFrom,
    boolean allowGrayInColour,
    boolean eyesMouth,
    boolean randomWarp,
    boolean randomSrcFlip,
    boolean randomDstFlip,
    boolean uniformYaw,
    ScaleRange scaleRange,
    int batchSize,
    int threads,
    int prefetch,
    long seed,
    TransferMode transfer,
    ToneOptions tone,
    CacheOptions cache) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is left
   */
  public SampleOptions {
    check("resolution", resolution, 16, 4096);
    check("batch_size", batchSize, 1, 1024);
    check("loader_threads", threads, 0, 64);
    check("prefetch", prefetch, 1, 64);
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException("channels must be 1 or 3, got " + channels);
    }
    if (channels == 1 && tone.hsv() > 0) {
      throw new IllegalArgumentException(
          "random_hsv_power needs colour, got "
              + tone.hsv()
              + " for a gray model; random_gamma_power, random_contrast_power, random_grain_power"
              + " and random_softness_power vary gray samples");
    }
    if (faceType == FaceType.MARK_ONLY) {
      throw new IllegalArgumentException(
          "face type mark_only has no crop; use h, mf, f, wf, head or a no_align type");
    }
  }

  /**
   * DeepFaceLab's defaults for two identities: warped inputs, dst mirrored and src not.
   *
   * @param resolution rows and columns in pixels
   * @param channels 1 or 3
   * @param faceType how much of the head a sample shows
   */
  public static SampleOptions of(int resolution, int channels, FaceType faceType) {
    return new SampleOptions(
        resolution,
        channels,
        faceType,
        GrayFrom.LUMA,
        false,
        true,
        true,
        false,
        true,
        false,
        ScaleRange.FORK,
        4,
        2,
        2,
        1,
        TransferMode.NONE,
        ToneOptions.NONE,
        CacheOptions.none());
  }

  /**
   * Returns these options as pretraining has them (spec/facesets 5.7): no warp, both sides
   * mirrored, even over yaw, no transfer and no colour jitter. Both sides then take the same
   * faceset.
   */
  public SampleOptions forPretraining() {
    return toBuilder()
        .randomWarp(false)
        .randomSrcFlip(true)
        .randomDstFlip(true)
        .uniformYaw(true)
        .transfer(TransferMode.NONE)
        .tone(new ToneOptions(0, tone.gamma(), tone.contrast(), tone.grain(), tone.softness()))
        .build();
  }

  /** Returns how many bytes a face takes that is kept at the samples' size, masks included. */
  public long keptBytes() {
    return FaceLayout.ofSamples(this).bytes();
  }

  /** Returns a builder that starts with these options. */
  public SampleOptionsBuilder toBuilder() {
    return new SampleOptionsBuilder(this);
  }

  private static void check(String name, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          name + " must be from " + low + " to " + high + ", got " + value);
    }
  }
}
