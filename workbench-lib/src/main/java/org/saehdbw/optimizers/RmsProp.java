package org.saehdbw.optimizers;

import java.util.List;

/**
 * RMSprop (Hinton, 2012) as DeepFaceLab has it, with epsilon outside the root.
 *
 * <pre>{@code
 * acc = rho * acc + (1 - rho) * g²
 * w = w - mask * rate * g / (sqrt(acc) + epsilon)
 * }</pre>
 */
public final class RmsProp extends ChunkedOptimizer {
  private final float rho;
  private final float rest;
  private final float epsilon;

  /**
   * Makes an optimizer with zero state.
   *
   * @param options the hyper-parameters
   * @param variables all variables, frozen ones included, names distinct
   * @param threads how many threads a step uses, the calling one included, at least 1
   * @throws IllegalArgumentException if a name comes twice or {@code threads} is below 1
   */
  public RmsProp(OptimizerOptions options, List<Variable> variables, int threads) {
    super(options, variables, threads, List.of("acc_"));
    rho = (float) options.rho();
    rest = (float) (1 - options.rho());
    epsilon = (float) options.epsilon();
  }

  @Override
  void move(int count, float rate, Scratch scratch) {
    float[] g = scratch.gradient;
    float[] acc = scratch.first;
    for (int i = 0; i < count; i++) {
      acc[i] = rho * acc[i] + rest * (g[i] * g[i]);
    }
    for (int i = 0; i < count; i++) {
      g[i] = rate * g[i] / ((float) Math.sqrt(acc[i]) + epsilon);
    }
  }
}
