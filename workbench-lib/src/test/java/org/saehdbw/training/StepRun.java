package org.saehdbw.training;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.training.steps.Interpreter;
import org.saehdbw.training.steps.ModelStep;
import org.saehdbw.training.steps.StepResult;

/** Trains a tiny model by plain gradient descent and gives a hash of its weights' bytes. */
public final class StepRun {
  private StepRun() {}

  public static String hashAfter(Interpreter interpreter, int threads, int steps) {
    LossOptions losses = new LossOptions(true, true, true);
    try (ModelStep step = ModelStep.open(StepFixture.DF, losses, interpreter, threads, 2)) {
      step.initialise(3);
      BatchSide src = StepFixture.side(StepFixture.DF, 2, "src");
      BatchSide dst = StepFixture.side(StepFixture.DF, 2, "dst");
      for (int i = 0; i < steps; i++) {
        StepResult result = step.compute(src, dst, step.trainedWeights(true));
        descend(step.weights(), result.gradients());
      }
      return hash(step.weights());
    }
  }

  static void descend(Map<String, FloatBuffer> weights, Map<String, FloatBuffer> gradients) {
    gradients.forEach(
        (name, gradient) -> {
          FloatBuffer values = weights.get(name);
          float[] changed = new float[values.capacity()];
          float[] slope = new float[values.capacity()];
          values.get(0, changed);
          gradient.get(0, slope);
          for (int i = 0; i < changed.length; i++) {
            changed[i] -= 1e-4f * slope[i];
          }
          values.put(0, changed);
        });
  }

  static String hash(Map<String, FloatBuffer> weights) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      weights.forEach(
          (name, values) -> {
            ByteBuffer bytes =
                ByteBuffer.allocate(4 * values.capacity()).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(0, values, 0, values.capacity());
            digest.update(bytes);
          });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Writes the hash to a file, for a child process with other memory settings and one thread. */
  public static void main(String[] arguments) throws java.io.IOException {
    java.nio.file.Files.writeString(
        java.nio.file.Path.of(arguments[0]),
        hashAfter(Interpreter.valueOf(arguments[1]), 1, Integer.parseInt(arguments[2])));
  }
}
