package org.saehdbw.training.incidents;

import ai.djl.ndarray.NDArray;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import org.saehdbw.dataloaders.Batch;
import org.saehdbw.dataloaders.FaceLoader;
import org.saehdbw.layers.Face;
import org.saehdbw.losses.ExtraLoss;
import org.saehdbw.losses.ReconstructionLoss;
import org.saehdbw.tensors.TensorOps;
import org.saehdbw.training.PreparedRun;

/**
 * A loss that is zero but for some batches, which it knows by their source pictures, so that it
 * fails again on them in whatever process and at whatever iteration they come. For the eager
 * interpreter, which calls a loss in each iteration.
 */
public final class PoisonedBatches implements ExtraLoss {
  private final Map<Double, Double> factors = new HashMap<>();

  @Override
  public String shortName() {
    return "poisoned";
  }

  /**
   * Makes the loss of a batch of a run a multiple of the drawn picture's mean.
   *
   * @param number of the batch
   * @param factor such as NaN
   */
  public void poison(PreparedRun run, long number, double factor) throws InterruptedException {
    try (FaceLoader loader =
        FaceLoader.start(
            run.faces().src().training(),
            run.faces().dst().training(),
            run.plan().samples(),
            number,
            warning -> {})) {
      Batch batch = loader.next();
      factors.put(sum(batch.src().target()), factor);
    }
  }

  @Override
  public <T> T perSample(TensorOps<T> ops, ReconstructionLoss.Target<T> target, Face<T> drawn) {
    double factor =
        target.picture() instanceof NDArray array
            ? factors.getOrDefault(sum(FloatBuffer.wrap(array.toFloatArray())), 0.0)
            : 0;
    return ops.affine(ops.meanPerSample(drawn.picture()), factor, 0);
  }

  private static double sum(FloatBuffer values) {
    double sum = 0;
    while (values.hasRemaining()) {
      sum += values.get();
    }
    return sum;
  }
}
