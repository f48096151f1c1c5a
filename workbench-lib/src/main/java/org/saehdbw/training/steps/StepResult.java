package org.saehdbw.training.steps;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
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
  /**
   * Returns the results of losses, without gradients.
   *
   * @param batchSize samples a side
   * @param names the losses' names, one a column
   * @param flat their values from its start, sample by sample
   */
  static StepResult of(
      int batchSize, List<String> names, float[] flat, long copied, long computed) {
    int columns = names.size();
    Map<String, float[]> terms = new LinkedHashMap<>();
    float[] src = new float[batchSize];
    float[] dst = new float[batchSize];
    for (int column = 0; column < columns; column++) {
      String name = names.get(column);
      float[] values = new float[batchSize];
      for (int sample = 0; sample < batchSize; sample++) {
        values[sample] = flat[sample * columns + column];
      }
      terms.put(name, values);
      if (name.startsWith("src/")) {
        add(src, values);
      } else if (name.startsWith("dst/")) {
        add(dst, values);
      }
    }
    return new StepResult(terms, src, dst, Map.of(), copied, computed);
  }

  private static void add(float[] sum, float[] values) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += values[i];
    }
  }

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
