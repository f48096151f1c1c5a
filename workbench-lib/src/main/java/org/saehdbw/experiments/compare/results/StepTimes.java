package org.saehdbw.experiments.compare.results;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.saehdbw.dataloaders.LoaderTimes;

/**
 * Where one measured step's time went, in milliseconds.
 *
 * @param millis the whole step
 * @param waiting for the loader
 * @param copy samples into the engine
 * @param compute forward pass, losses, gradients
 * @param optimizer the update
 * @param loader of the loader's threads, for one sample; beside the others, not among them
 */
public record StepTimes(
    double millis,
    double waiting,
    double copy,
    double compute,
    double optimizer,
    LoaderTimes loader) {
  /** The names of the values in files, in their order. */
  static final List<String> NAMES =
      List.of(
          "step_ms",
          "wait_ms",
          "copy_ms",
          "compute_ms",
          "optimizer_ms",
          "decode_ms_per_sample",
          "gray_ms_per_sample",
          "transfer_ms_per_sample",
          "warp_ms_per_sample",
          "masks_ms_per_sample",
          "assemble_ms_per_sample");

  private static final double MICROS = 1e3;

  /** The values, to the microsecond. */
  public double[] toArray() {
    double[] values = {
      millis,
      waiting,
      copy,
      compute,
      optimizer,
      loader.decode(),
      loader.gray(),
      loader.transfer(),
      loader.warp(),
      loader.masks(),
      loader.assemble()
    };
    return Arrays.stream(values).map(v -> Math.round(v * MICROS) / MICROS).toArray();
  }

  /**
   * Takes values in the order of {@link #NAMES}.
   *
   * @throws IllegalArgumentException if there are not as many
   */
  static StepTimes of(double[] v) {
    if (v.length != NAMES.size()) {
      throw new IllegalArgumentException(
          "a step must have " + NAMES.size() + " times, got " + v.length);
    }
    return new StepTimes(
        v[0], v[1], v[2], v[3], v[4], new LoaderTimes(v[5], v[6], v[7], v[8], v[9], v[10]));
  }

  static double mean(List<StepTimes> steps, ToDoubleFunction<StepTimes> part) {
    return steps.stream().mapToDouble(part).average().orElse(Double.NaN);
  }

  /** The mean of each value. */
  static StepTimes mean(List<StepTimes> steps) {
    double[] sums = new double[NAMES.size()];
    for (StepTimes step : steps) {
      double[] values = step.toArray();
      Arrays.setAll(sums, i -> sums[i] + values[i] / steps.size());
    }
    return of(sums);
  }

  static List<StepTimes> all(double[][] rows) {
    List<StepTimes> steps = new ArrayList<>();
    for (double[] row : rows) {
      steps.add(of(row));
    }
    return steps;
  }
}
