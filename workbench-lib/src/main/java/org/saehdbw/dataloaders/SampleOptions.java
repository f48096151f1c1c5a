package org.saehdbw.dataloaders;

import org.saehdbw.faces.FaceType;
import org.saehdbw.settings.SettingValues;

/**
 * What samples are made and how; checked when it is built.
 *
 * @param picture what a sample shows
 * @param augment how samples differ from their faces
 * @param tone how the look of samples varies
 * @param batch how many are made, by how many threads
 * @param cache where decoded faces are kept
 */
public record SampleOptions(
    PictureOptions picture,
    AugmentOptions augment,
    ToneOptions tone,
    BatchOptions batch,
    CacheOptions cache) {
  /**
   * Checks that the parts fit one another.
   *
   * @throws IllegalArgumentException if gray samples have colour jitter
   */
  public SampleOptions {
    tone.requireFitting(picture.channels());
  }

  /**
   * The defaults of training two people: warped inputs, dst mirrored and src not, eyes-and-mouth
   * masks drawn, no cache.
   *
   * @param resolution rows and columns in pixels
   * @param channels 1 or 3
   * @param faceType how much of the head a sample shows
   */
  public static SampleOptions of(int resolution, int channels, FaceType faceType) {
    SettingValues usual = SettingValues.DEFAULTS;
    return new SampleOptions(
        PictureOptions.of(resolution, channels, true, usual).withFaceType(faceType),
        AugmentOptions.of(usual),
        ToneOptions.of(usual),
        BatchOptions.of(usual),
        CacheOptions.none());
  }

  /**
   * Fills the options from settings.
   *
   * @param resolution rows and columns in pixels
   * @param channels 1 or 3
   * @param eyesMouth whether the eyes-and-mouth masks are drawn
   * @param values the settings as the stage has them
   * @throws IllegalArgumentException if they contradict one another
   */
  public static SampleOptions of(
      int resolution, int channels, boolean eyesMouth, SettingValues values) {
    return new SampleOptions(
        PictureOptions.of(resolution, channels, eyesMouth, values),
        AugmentOptions.of(values),
        ToneOptions.of(values),
        BatchOptions.of(values),
        CacheOptions.of(values));
  }

  /** Returns how many bytes a face takes that is kept at the samples' size, masks included. */
  public long keptBytes() {
    return FaceLayout.ofSamples(this).bytes();
  }

  /** These options with another picture. */
  public SampleOptions with(PictureOptions other) {
    return new SampleOptions(other, augment, tone, batch, cache);
  }

  /** These options with other augmentation. */
  public SampleOptions with(AugmentOptions other) {
    return new SampleOptions(picture, other, tone, batch, cache);
  }

  /** These options with another look. */
  public SampleOptions with(ToneOptions other) {
    return new SampleOptions(picture, augment, other, batch, cache);
  }

  /** These options with other batches. */
  public SampleOptions with(BatchOptions other) {
    return new SampleOptions(picture, augment, tone, other, cache);
  }

  /** These options with another cache. */
  public SampleOptions with(CacheOptions other) {
    return new SampleOptions(picture, augment, tone, batch, other);
  }

  /** These options with another batch size. */
  public SampleOptions withBatchSize(int size) {
    return with(batch.withBatchSize(size));
  }

  /** These options with or without eyes-and-mouth masks. */
  public SampleOptions withEyesMouth(boolean drawn) {
    return with(picture.withEyesMouth(drawn));
  }
}
