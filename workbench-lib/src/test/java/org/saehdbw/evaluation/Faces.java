package org.saehdbw.evaluation;

import java.nio.FloatBuffer;
import java.util.List;
import org.saehdbw.dataloaders.BatchSide;

/** Sides of a batch from a few numbers. */
final class Faces {
  private Faces() {}

  static BatchSide of(int count, int channels, int side, float[] target, float[] mask) {
    FloatBuffer none = FloatBuffer.allocate(0);
    return BatchSide.of(
        count,
        channels,
        side,
        none,
        FloatBuffer.wrap(target),
        FloatBuffer.wrap(mask),
        none,
        List.of());
  }
}
