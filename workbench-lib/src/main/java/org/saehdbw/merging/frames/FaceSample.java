package org.saehdbw.merging.frames;

import java.util.Arrays;
import org.saehdbw.merging.Prediction;
import org.saehdbw.transfers.Pixels;

/**
 * What neighbouring frames need to know of a face: its predicted masks, and how bright it and the
 * face that it replaces are.
 *
 * @param mask of the swapped face
 * @param dstMask of the frame's own face
 * @param face means and deviations of the swapped face, inside both masks
 * @param dst those of the frame's own face, in the same pixels
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity, never by value
record FaceSample(float[] mask, float[] dstMask, Levels face, Levels dst) {
  private static final float INSIDE = 0.25f;

  /** Below this deviation a channel counts as flat. */
  private static final double FLAT = 1e-4;

  /**
   * Means and deviations.
   *
   * @param means one a channel
   * @param deviations one a channel
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by identity, never by value
  record Levels(double[] means, double[] deviations) {}

  static FaceSample of(Pixels square, Prediction prediction) {
    float[] mask = prediction.mask();
    float[] dstMask = prediction.dstMask();
    boolean[] inside = new boolean[mask.length];
    boolean isAny = false;
    for (int i = 0; i < inside.length; i++) {
      inside[i] = mask[i] * dstMask[i] > INSIDE;
      isAny |= inside[i];
    }
    if (!isAny) {
      Arrays.fill(inside, true);
    }
    return new FaceSample(mask, dstMask, levels(prediction.face(), inside), levels(square, inside));
  }

  private static Levels levels(Pixels pixels, boolean[] inside) {
    int channels = pixels.channels();
    double[] means = new double[channels];
    double[] deviations = new double[channels];
    for (int c = 0; c < channels; c++) {
      double sum = 0;
      double squares = 0;
      int count = 0;
      for (int i = 0; i < inside.length; i++) {
        if (inside[i]) {
          double value = Math.max(0, Math.min(1, pixels.values()[i * channels + c]));
          sum += value;
          squares += value * value;
          count++;
        }
      }
      means[c] = sum / count;
      deviations[c] = Math.sqrt(Math.max(0, squares / count - means[c] * means[c]));
    }
    return new Levels(means, deviations);
  }

  /** How a transfer by means and deviations scales a channel. */
  double gain(int channel) {
    double spread = face.deviations()[channel];
    return spread > FLAT ? dst.deviations()[channel] / spread : 1;
  }

  /** What it adds after scaling. */
  double offset(int channel) {
    return dst.means()[channel] - gain(channel) * face.means()[channel];
  }
}
