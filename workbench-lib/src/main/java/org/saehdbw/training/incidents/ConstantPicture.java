package org.saehdbw.training.incidents;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.training.steps.ModelStep;
import org.saehdbw.training.steps.Prediction;

/**
 * Finds a model that draws one colour: a picture whose values spread less than half a step of 8-bit
 * pixels around each channel's mean, though the face to draw does not, and though the model has
 * drawn before: a picture that spreads at least a quarter as much as the face. With initial weights
 * a model draws almost one colour, and one without {@code u} draws just one.
 *
 * <p>Its {@link #state} goes into checkpoints.
 */
public final class ConstantPicture {
  /** Standard deviation below which no viewer shows a picture, values in [0, 1]. */
  static final double LEAST_SPREAD = 0.5 / 255;

  private static final double DRAWN = 0.25;

  private static final String DREW = "drew/";

  private final Set<String> drew = new TreeSet<>();

  /** Returns which pictures have been drawn. */
  public Map<String, Double> state() {
    Map<String, Double> state = new LinkedHashMap<>();
    drew.forEach(name -> state.put(DREW + name, 1.0));
    return state;
  }

  /** Continues from a state, which may hold other entries. */
  public void restore(Map<String, Double> state) {
    state.keySet().stream()
        .filter(key -> key.startsWith(DREW))
        .forEach(key -> drew.add(key.substring(DREW.length())));
  }

  /**
   * Draws the first face of each side and looks at the three pictures. Gradients of the last step
   * are gone afterwards.
   *
   * @param iteration from 1
   * @param model the model as it is
   * @param src a batch's source side
   * @param dst its destination side
   */
  public Optional<Collapse> find(long iteration, ModelStep model, BatchSide src, BatchSide dst) {
    return find(iteration, model.predict(src.target(), dst.target(), 1), src, dst);
  }

  Optional<Collapse> find(long iteration, Prediction drawn, BatchSide src, BatchSide dst) {
    Map<String, Double> spreads = new LinkedHashMap<>();
    spreads.put("src", spread(drawn.srcSrc(), src));
    spreads.put("dst", spread(drawn.dstDst(), dst));
    spreads.put("swap", spread(drawn.srcDst(), dst));
    for (Map.Entry<String, Double> spread : spreads.entrySet()) {
      BatchSide wanted = spread.getKey().equals("src") ? src : dst;
      double wantedSpread = spread(wanted.target(), wanted);
      boolean constant = spread.getValue() < LEAST_SPREAD && wantedSpread >= LEAST_SPREAD;
      if (!constant && spread.getValue() >= DRAWN * wantedSpread) {
        drew.add(spread.getKey());
      } else if (constant && drew.contains(spread.getKey())) {
        String message =
            String.format(
                Locale.ROOT,
                "the drawn %s has one colour: its values spread by %.5f, those of the face by %.5f",
                spread.getKey(),
                spread.getValue(),
                wantedSpread);
        return Optional.of(
            new Collapse(CollapseKind.CONSTANT_PICTURE, iteration, message, spreads));
      }
    }
    return Optional.empty();
  }

  /** The largest standard deviation of the first picture's channels. */
  private static double spread(FloatBuffer pictures, BatchSide like) {
    int pixels = like.side() * like.side();
    double largest = 0;
    for (int channel = 0; channel < like.channels(); channel++) {
      double sum = 0;
      for (int i = channel * pixels; i < (channel + 1) * pixels; i++) {
        sum += pictures.get(i);
      }
      double mean = sum / pixels;
      double squares = 0;
      for (int i = channel * pixels; i < (channel + 1) * pixels; i++) {
        double gap = pictures.get(i) - mean;
        squares += gap * gap;
      }
      largest = Math.max(largest, Math.sqrt(squares / pixels));
    }
    return largest;
  }
}
