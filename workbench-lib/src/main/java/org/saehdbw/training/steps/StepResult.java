package org.saehdbw.training.steps;

import java.nio.FloatBuffer;
import java.util.Map;

/**
 * What a step found at the weights as they are; nothing was updated.
 *
 * @param terms each loss term's values, one a sample, by name: {@code src/dssim}, {@code src/mse},
 *     {@code src/mask_mse}, {@code dst/dssim} and so on, weights applied; {@code G/true_face},
 *     {@code G/gan} and so on count for the model too, but neither for the source's loss nor for
 *     the destination's
 * @param src each sample's source loss, the sum of its terms
 * @param dst each sample's destination loss
 * @param gradients of the sum of all losses over the batch, by the weight's name, for trained
 *     weights only, in their order; valid until the next call on the step or its close
 * @param copyNanos how long it took to get the samples into the engine
 * @param engineNanos how long the engine took, without what Java does around it
 */
@SuppressWarnings("ArrayRecordComponent") // Results are read, never compared as a whole.
public record StepResult(
    Map<String, float[]> terms,
    float[] src,
    float[] dst,
    Map<String, FloatBuffer> gradients,
    long copyNanos,
    long engineNanos) {
  /** Returns the mean source loss over the batch, as it is reported. */
  public double srcMean() {
    return mean(src);
  }

  /** Returns the mean destination loss over the batch, as it is reported. */
  public double dstMean() {
    return mean(dst);
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
