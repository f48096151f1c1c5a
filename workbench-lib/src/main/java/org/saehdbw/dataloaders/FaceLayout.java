package org.saehdbw.dataloaders;

import org.saehdbw.pictures.GrayFrom;

/**
 * What is kept of a face that was brought to the samples' size: 16-bit planes, one after the other.
 *
 * @param side rows and columns in pixels
 * @param channels of the picture, 1 or 3
 * @param mask whether the face's mask is kept
 * @param eyesMouth whether the mask of eyes and mouth is kept
 */
record FaceLayout(int side, int channels, boolean mask, boolean eyesMouth) {
  private static final int COLOUR = 3;

  /** What samples are made of. Gray that is random for each sample needs the colour. */
  static FaceLayout ofSamples(SampleOptions options) {
    boolean colour =
        options.picture().channels() == COLOUR || options.picture().grayFrom() == GrayFrom.RANDOM;
    return new FaceLayout(
        options.picture().resolution(), colour ? COLOUR : 1, true, options.picture().eyesMouth());
  }

  /** What transfers take their colours from: the picture alone. */
  static FaceLayout ofReferences(SampleOptions options) {
    FaceLayout samples = ofSamples(options);
    return new FaceLayout(samples.side, samples.channels, false, false);
  }

  /** Bytes of one plane. */
  int planeBytes() {
    return side * side * Short.BYTES;
  }

  /** Bytes of a face. */
  int bytes() {
    return planeBytes() * (channels + (mask ? 1 : 0) + (eyesMouth ? 1 : 0));
  }
}
