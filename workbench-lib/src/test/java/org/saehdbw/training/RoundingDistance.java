package org.saehdbw.training;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.tensors.CounterRandom;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.training.steps.ModelStep;
import org.saehdbw.training.steps.StepPart;
import org.saehdbw.training.steps.StepResult;

/**
 * How far float32 alone moves a case's gradients: the largest change of each gradient when the
 * weights are moved by one unit in the last place, up or down, in several draws.
 *
 * <p>A gradient jumps where the input of an activation is within rounding of zero. On which side it
 * falls depends on the order of additions, and so on the processor: the script's convolutions on a
 * processor with AVX2 add up in another order than on one with AVX-512. No fixed tolerance can be
 * right for both; this distance is computed on the machine that runs the test.
 */
final class RoundingDistance {
  private static final int DRAWS = 8;

  private final Map<String, Double> largest = new LinkedHashMap<>();
  private final Map<String, Double> ofNorm = new LinkedHashMap<>();

  private RoundingDistance() {}

  /** Measures; the model's weights are the case's own again afterwards. */
  static RoundingDistance of(ParityCase parity, ModelStep step) {
    RoundingDistance distance = new RoundingDistance();
    Map<String, float[]> plain = gradients(parity, step);
    for (int draw = 0; draw < DRAWS; draw++) {
      moveWeights(step, draw);
      gradients(parity, step).forEach((name, moved) -> distance.add(name, plain.get(name), moved));
      parity.loadWeights(step);
    }
    return distance;
  }

  /** The largest change of one value of this gradient. */
  double ofValue(String name) {
    return largest.getOrDefault(name, 0.0);
  }

  /** The largest change of this gradient's norm. */
  double ofNorm(String name) {
    return ofNorm.getOrDefault(name, 0.0);
  }

  static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  private void add(String name, float[] plain, float[] moved) {
    double change = 0;
    for (int i = 0; i < plain.length; i++) {
      change = Math.max(change, Math.abs((double) plain[i] - moved[i]));
    }
    largest.merge(name, change, Math::max);
    ofNorm.merge(name, Math.abs(norm(plain) - norm(moved)), Math::max);
  }

  /** Moves every weight by one unit in the last place: up, down or not at all. */
  static void moveWeights(ModelStep step, int draw) {
    step.network().parameters().forEach(p -> move(p, step.weights().get(p.name()), draw));
    for (StepPart part : StepPart.values()) {
      step.discriminators()
          .parameters(part)
          .forEach(p -> move(p, step.weights(part).get(p.name()), draw));
    }
  }

  private static void move(Parameter parameter, FloatBuffer values, int draw) {
    CounterRandom random = CounterRandom.of(draw, parameter.name(), 0, 0);
    for (int i = 0; i < values.capacity(); i++) {
      float value = values.get(i);
      float other =
          switch (random.nextInt(3)) {
            case 0 -> Math.nextUp(value);
            case 1 -> Math.nextDown(value);
            default -> value;
          };
      // Beside zero the last place is far below any rounding, and denormal.
      values.put(i, value == 0 ? value : other);
    }
  }

  private static Map<String, float[]> gradients(ParityCase parity, ModelStep step) {
    Map<String, float[]> copies = new LinkedHashMap<>();
    BatchSide src = parity.side("src");
    BatchSide dst = parity.side("dst");
    keep(step.compute(src, dst, step.trainedWeights(parity.randomWarp())), copies);
    for (StepPart part : StepPart.values()) {
      if (!step.discriminators().parameters(part).isEmpty()) {
        keep(step.compute(part, src, dst), copies);
      }
    }
    return copies;
  }

  private static void keep(StepResult result, Map<String, float[]> copies) {
    result
        .gradients()
        .forEach(
            (name, values) -> {
              float[] copy = new float[values.capacity()];
              values.get(0, copy);
              copies.put(name, copy);
            });
  }
}
