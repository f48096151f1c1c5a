package org.saehdbw.training.incidents;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Follows all discriminators of a training ({@link WonDiscriminator}). */
final class DiscriminatorWatch {
  private static final double GUESSING = Math.log(2);

  /**
   * A discriminator.
   *
   * @param own the name of its loss
   * @param adversarial the name of the model's loss by it
   * @param guessing its loss when it guesses
   */
  private record Judge(String own, String adversarial, double guessing) {}

  private static final List<Judge> JUDGES =
      List.of(
          new Judge("D_code", "G/true_face", GUESSING),
          // The sum of two sets of logits: by patch and by pixel.
          new Judge("D_src_dst", "G/gan", 2 * GUESSING));

  private final int wonIterations;
  private final Map<String, WonDiscriminator> discriminators = new LinkedHashMap<>();

  /** Begins without a past; {@code wonIterations} is at least 1. */
  DiscriminatorWatch(int wonIterations) {
    this.wonIterations = wonIterations;
  }

  /** Continues from a state, which may be empty and may hold other entries. */
  void restore(Map<String, Double> state) {
    for (Judge judge : JUDGES) {
      String prefix = judge.own() + "/";
      Map<String, Double> own = new LinkedHashMap<>();
      state.forEach(
          (key, value) -> {
            if (key.startsWith(prefix)) {
              own.put(key.substring(prefix.length()), value);
            }
          });
      if (!own.isEmpty()) {
        discriminator(judge).restore(own);
      }
    }
  }

  /** Returns all that the next iterations depend on, numbers by name. */
  Map<String, Double> state() {
    Map<String, Double> state = new LinkedHashMap<>();
    discriminators.forEach(
        (name, discriminator) ->
            discriminator.state().forEach((key, value) -> state.put(name + "/" + key, value)));
    return state;
  }

  private WonDiscriminator discriminator(Judge judge) {
    return discriminators.computeIfAbsent(
        judge.own(), name -> new WonDiscriminator(wonIterations, judge.guessing()));
  }

  /** Adds an iteration's loss terms. */
  Optional<Collapse> look(long iteration, Map<String, float[]> terms) {
    for (Judge judge : JUDGES) {
      float[] own = terms.get(judge.own());
      float[] adversarial = terms.get(judge.adversarial());
      if (own == null || adversarial == null) {
        continue;
      }
      Optional<WonDiscriminator.Finding> found =
          discriminator(judge).add(mean(own), mean(adversarial));
      if (found.isPresent()) {
        return Optional.of(won(iteration, judge, found.get()));
      }
    }
    return Optional.empty();
  }

  private Collapse won(long iteration, Judge judge, WonDiscriminator.Finding block) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(judge.own(), block.own());
    figures.put(judge.adversarial(), block.adversarial());
    String message =
        String.format(
            Locale.ROOT,
            "a discriminator has won: for %d iterations its loss %s was near zero, at last %.5f,"
                + " while the model's loss %s rose, at last to %.5f",
            wonIterations,
            judge.own(),
            block.own(),
            judge.adversarial(),
            block.adversarial());
    return new Collapse(CollapseKind.DISCRIMINATOR_WON, iteration, message, figures);
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
