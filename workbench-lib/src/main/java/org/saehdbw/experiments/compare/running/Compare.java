package org.saehdbw.experiments.compare.running;

import org.saehdbw.architectures.ModelSpec;

/** The earlier name of {@link ComparisonRequest}, so that notebooks of earlier versions still run. */
public final class Compare {
  private Compare() {}

  /** Returns {@link ComparisonRequest#grayAgainstColour}. */
  public static ComparisonRequest grayAgainstColour(ModelSpec spec) {
    return ComparisonRequest.grayAgainstColour(spec);
  }
}
