package org.saehdbw.training.incidents;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds a discriminator that has won: the model can no longer deceive it and learns nothing good
 * from it.
 *
 * <p>Iterations are taken in blocks, a fifth of {@code discriminator_won_iter} each. The
 * discriminator has won when, in five blocks one after the other,
 *
 * <ul>
 *   <li>the mean of its own loss is below a twentieth of the loss of pure guessing (ln 2 for each
 *       set of logits), and
 *   <li>the mean of the model's adversarial loss is above that of the block before.
 * </ul>
 *
 * <p>Either alone is usual: a discriminator is near zero for a while when it is new, and the
 * model's loss by it rises and falls while both learn. Both for long are the failure that Arjovsky
 * and Bottou (2017, "Towards principled methods for training generative adversarial networks")
 * describe: with a discriminator near its optimum the model's gradients no longer tell where to go,
 * and with the loss -log D, which the original has too, their variance grows. A random series of
 * means rises four times in a row in one of 120 cases, so the blocks are long, and the first
 * condition has to hold in all of them.
 *
 * <p>An instance follows one discriminator. Its {@link #state} goes into checkpoints.
 */
public final class WonDiscriminator {
  private static final int BLOCKS = 5;
  private static final double NEAR_ZERO = 0.05;

  private final int length;
  private final double nearZero;
  private long iterations;
  private double own;
  private double adversarial;
  private double before;
  private int won;

  /**
   * What was found.
   *
   * @param own mean of the discriminator's loss over the last block
   * @param adversarial mean of the model's loss by it, its weight applied
   */
  public record Finding(double own, double adversarial) {}

  /**
   * Begins with no iterations.
   *
   * @param wonIterations of all blocks, at least 1
   * @param guessing the discriminator's loss when it guesses
   */
  public WonDiscriminator(int wonIterations, double guessing) {
    length = Math.max(1, wonIterations / BLOCKS);
    nearZero = NEAR_ZERO * guessing;
  }

  /**
   * Adds an iteration.
   *
   * @param ownLoss the discriminator's loss
   * @param adversarialLoss the model's loss by the discriminator's judgement
   * @return what was found when the discriminator has won
   */
  public Optional<Finding> add(double ownLoss, double adversarialLoss) {
    own += ownLoss;
    adversarial += adversarialLoss;
    iterations++;
    if (iterations < length) {
      return Optional.empty();
    }
    Finding block = new Finding(own / iterations, adversarial / iterations);
    if (block.own() >= nearZero) {
      won = 0;
    } else {
      won = won > 0 && block.adversarial() > before ? won + 1 : 1;
    }
    before = block.adversarial();
    own = 0;
    adversarial = 0;
    iterations = 0;
    return won >= BLOCKS ? Optional.of(block) : Optional.empty();
  }

  /** Returns all that the next iterations depend on, by name. */
  public Map<String, Double> state() {
    Map<String, Double> state = new LinkedHashMap<>();
    state.put("iterations", (double) iterations);
    state.put("own", own);
    state.put("adversarial", adversarial);
    state.put("before", before);
    state.put("won", (double) won);
    return state;
  }

  /** Continues from a state; what it lacks starts at zero. */
  public void restore(Map<String, Double> state) {
    iterations = Math.round(state.getOrDefault("iterations", 0.0));
    own = state.getOrDefault("own", 0.0);
    adversarial = state.getOrDefault("adversarial", 0.0);
    before = state.getOrDefault("before", 0.0);
    won = (int) Math.round(state.getOrDefault("won", 0.0));
  }
}
