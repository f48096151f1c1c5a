package org.saehdbw.experiments.sweeps;

/** What a curve goes over. */
public enum Over {
  /** Iterations. */
  ITERATIONS,
  /** Seconds of training, without start, saves and previews. */
  TRAIN_SECONDS
}
