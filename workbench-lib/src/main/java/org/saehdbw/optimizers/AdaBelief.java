package org.saehdbw.optimizers;

import java.util.List;

/**
 * AdaBelief (Zhuang et al., 2020) as DeepFaceLab has it: no bias correction, no epsilon inside the
 * second moment.
 *
 * <pre>{@code
 * m = beta1 * m + (1 - beta1) * g
 * v = beta2 * v + (1 - beta2) * (g - m)²      with the new m
 * w = w - mask * rate * m / (sqrt(v) + epsilon)
 * }</pre>
 */
public final class AdaBelief extends ChunkedOptimizer {
  private final float beta1;
  private final float beta2;
  private final float rest1;
  private final float rest2;
  private final float epsilon;

  /**
   * Makes an optimizer with zero state.
   *
   * @param options the hyper-parameters
   * @param variables all variables, frozen ones included, names distinct
   * @param threads how many threads a step uses, the calling one included, at least 1
   * @throws IllegalArgumentException if a name comes twice or {@code threads} is below 1
   */
  public AdaBelief(OptimizerOptions options, List<Variable> variables, int threads) {
    super(options, variables, threads, List.of("ms_", "vs_"));
    beta1 = (float) options.beta1();
    beta2 = (float) options.beta2();
    // From the doubles: 1 - 0.999f is 5e-5 off 0.001f, the constant that the original multiplies.
    rest1 = (float) (1 - options.beta1());
    rest2 = (float) (1 - options.beta2());
    epsilon = (float) options.epsilon();
  }

  @Override
  void move(int count, float rate, Scratch scratch) {
    float[] g = scratch.gradient;
    float[] m = scratch.first;
    float[] v = scratch.second;
    for (int i = 0; i < count; i++) {
      m[i] = beta1 * m[i] + rest1 * g[i];
    }
    for (int i = 0; i < count; i++) {
      float gap = g[i] - m[i];
      v[i] = beta2 * v[i] + rest2 * (gap * gap);
    }
    for (int i = 0; i < count; i++) {
      g[i] = rate * m[i] / ((float) Math.sqrt(v[i]) + epsilon);
    }
  }
}
