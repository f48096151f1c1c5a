package org.saehdbw.training.incidents;

import java.util.Arrays;
import java.util.Optional;

/**
 * Finds a loss that is far above those of the iterations before.
 *
 * <p>A loss's deviation is {@code z = (loss - median) / scale} with {@code scale = max(1.4826 *
 * MAD, median / 100)}, median and MAD (median of absolute deviations from it) over the last losses.
 * This is the modified z-score of Iglewicz and Hoaglin (1993): a spike in the window moves neither
 * of the two, as it would move mean and standard deviation. The second part of the scale keeps a
 * loss that hardly varies from being a spike for a change of a few percent. Only losses above the
 * median count, and none until the window is full. Their 3.5 for an outlier is far too low here:
 * losses of batches have long tails, and each alarm costs a return to a checkpoint.
 *
 * <p>An instance follows one loss.
 */
public final class LossSpikes {
  /** Makes the MAD of a normal distribution its standard deviation. */
  private static final double NORMAL = 1.4826;

  private static final double LEAST_SCALE = 0.01;

  private final double threshold;
  private final float[] window;
  private final float[] scratch;
  private long added;

  /**
   * How far a loss is from those before.
   *
   * @param median of the window
   * @param scale one robust standard deviation
   * @param z how many of them the loss is above the median
   */
  public record Deviation(double median, double scale, double z) {}

  /**
   * Begins with an empty window.
   *
   * @param threshold the {@code z} from which a loss is a spike, above 0
   * @param size losses in the window
   */
  public LossSpikes(double threshold, int size) {
    this.threshold = threshold;
    window = new float[size];
    scratch = new float[size];
  }

  /** Puts a loss into the window without judging it; one that is not finite is left out. */
  public void add(float loss) {
    if (Float.isFinite(loss)) {
      window[(int) (added++ % window.length)] = loss;
    }
  }

  /** Judges a loss by the window; returns its deviation if it is a spike, else adds it. */
  public Optional<Deviation> judge(float loss) {
    if (added >= window.length) {
      Deviation deviation = deviation(loss);
      if (deviation.z() >= threshold) {
        return Optional.of(deviation);
      }
    }
    add(loss);
    return Optional.empty();
  }

  private Deviation deviation(float loss) {
    System.arraycopy(window, 0, scratch, 0, window.length);
    double median = median();
    for (int i = 0; i < scratch.length; i++) {
      scratch[i] = (float) Math.abs(scratch[i] - median);
    }
    double least = Math.max(LEAST_SCALE * Math.abs(median), Float.MIN_NORMAL);
    double scale = Math.max(NORMAL * median(), least);
    return new Deviation(median, scale, (loss - median) / scale);
  }

  private double median() {
    Arrays.sort(scratch);
    int half = scratch.length / 2;
    return scratch.length % 2 == 1 ? scratch[half] : (scratch[half - 1] + scratch[half]) / 2.0;
  }
}
