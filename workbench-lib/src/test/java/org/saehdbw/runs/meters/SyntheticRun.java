package org.saehdbw.runs.meters;

import java.util.EnumMap;
import java.util.Map;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.StageTimes;
import org.saehdbw.tensors.CounterRandom;

/**
 * Iterations whose times are drawn: a common factor with noise that resembles its neighbours, and
 * rare long iterations. A stage can be made slower.
 */
final class SyntheticRun {
  private static final Map<TimedStage, Double> USUAL = new EnumMap<>(TimedStage.class);

  static {
    USUAL.put(TimedStage.WAIT, 2.0);
    USUAL.put(TimedStage.COPY, 4.0);
    USUAL.put(TimedStage.COMPUTE, 400.0);
    USUAL.put(TimedStage.OPTIMIZER, 40.0);
    USUAL.put(TimedStage.DECODE, 3.0);
    USUAL.put(TimedStage.GRAY, 0.5);
    USUAL.put(TimedStage.TRANSFER, 2.0);
    USUAL.put(TimedStage.WARP, 5.0);
    USUAL.put(TimedStage.MASKS, 1.0);
    USUAL.put(TimedStage.ASSEMBLE, 0.4);
    USUAL.put(TimedStage.SAVE, 1500.0);
    USUAL.put(TimedStage.PREVIEW, 300.0);
  }

  /** How times vary: the noise's deviation, its correlation, the share of long iterations. */
  record Noise(double deviation, double correlation, double longShare, double longFactor) {
    static final Noise NONE = new Noise(0, 0, 0, 1);
    static final Noise QUIET = new Noise(0.03, 0, 0.01, 4);
    static final Noise USUAL = new Noise(0.1, 0.5, 0.02, 10);
    static final Noise BUSY = new Noise(0.2, 0.9, 0.03, 10);
    static final Noise DRIFTING = new Noise(0.2, 0.99, 0.02, 5);
  }

  private final Noise noise;
  private final long seed;
  private final int saveEach;
  private final Map<TimedStage, Double> factors = new EnumMap<>(TimedStage.class);
  private double state;
  private long iteration;

  SyntheticRun(Noise noise, long seed, int saveEach) {
    this.noise = noise;
    this.seed = seed;
    this.saveEach = saveEach;
  }

  /** From now on a stage takes this many times as long. */
  void slow(TimedStage stage, double factor) {
    factors.put(stage, factor);
  }

  MetricsRow next() {
    iteration++;
    CounterRandom random = CounterRandom.of(seed, "synthetic", iteration, 0);
    double fresh = Math.sqrt(1 - noise.correlation() * noise.correlation());
    state = noise.correlation() * state + fresh * random.nextGaussian();
    double factor = Math.exp(noise.deviation() * state);
    if (random.nextDouble() < noise.longShare()) {
      factor *= 1 + (noise.longFactor() - 1) * random.nextDouble();
    }
    double copy = factor * usual(TimedStage.COPY);
    double compute = factor * usual(TimedStage.COMPUTE);
    double optimizer = factor * usual(TimedStage.OPTIMIZER);
    double wait = factor * usual(TimedStage.WAIT);
    boolean saves = iteration == 1 || iteration % saveEach == 0;
    StageTimes stages =
        new StageTimes(
            copy,
            compute,
            optimizer,
            saves ? factor * usual(TimedStage.SAVE) : 0,
            saves ? factor * usual(TimedStage.PREVIEW) : 0,
            factor * usual(TimedStage.DECODE),
            factor * usual(TimedStage.GRAY),
            factor * usual(TimedStage.TRANSFER),
            factor * usual(TimedStage.WARP),
            factor * usual(TimedStage.MASKS),
            factor * usual(TimedStage.ASSEMBLE));
    double step = wait + copy + compute + optimizer;
    return new MetricsRow(iteration, 0, step, wait, 1, 1, 1, stages, 8000 / step, 1000);
  }

  private double usual(TimedStage stage) {
    return USUAL.get(stage) * factors.getOrDefault(stage, 1.0);
  }
}
