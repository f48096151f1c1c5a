package org.saehdbw.planning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.saehdbw.architectures.ModelSpec;

/**
 * Gray models that cost what a colour model costs: the same family, options and resolution, dims
 * close by.
 *
 * @param planner makes the cards
 * @param measure the cost to keep equal
 * @param batch samples a side
 */
public record EqualCost(Planner planner, Measure measure, int batch) {
  private static final int AE_REACH = 16;
  private static final int WIDTH_REACH = 4;

  /** What can be held equal. */
  public enum Measure {
    /** Trained values. */
    PARAMS(card -> card.parameters()),
    /** FLOPs of a step. */
    FLOPS(card -> card.work().total()),
    /** Bytes of weights, gradients, moments, batch and what is kept. */
    MEMORY(card -> card.deviceBytes()),
    /** Predicted wall clock of a step, where this machine is calibrated. */
    STEP_TIME(card -> card.stepMillis().map(Estimate::value).orElse(Double.NaN));

    private final ToDoubleFunction<CostCard> of;

    Measure(ToDoubleFunction<CostCard> of) {
      this.of = of;
    }

    /** The word for it in commands. */
    public String option() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the figure of a card. */
    public double of(CostCard card) {
      return of.applyAsDouble(card);
    }

    /**
     * Finds a measure by its word.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Measure parse(String option) {
      for (Measure measure : values()) {
        if (measure.option().equals(option)) {
          return measure;
        }
      }
      throw new IllegalArgumentException(
          "what is equal must be params, flops, memory or step-time, got " + option);
    }
  }

  /**
   * A gray model.
   *
   * @param card its cost
   * @param differencePercent how much more it costs than the colour model
   * @param dimsMoved how many dims differ from the colour model's
   */
  public record Match(CostCard card, double differencePercent, int dimsMoved) {}

  /**
   * Returns the same dims in gray first, then the closest ones in cost; of those equally close, to
   * a tenth of a percent, the ones with fewer dims moved.
   *
   * @param colour the model that is matched
   * @param count how many are returned at most
   * @throws IllegalArgumentException if it is gray
   * @throws IllegalStateException if the measure is step time and this machine is not calibrated
   */
  public List<Match> find(ModelSpec colour, int count) {
    if (colour.channels() != 3) {
      throw new IllegalArgumentException("--like needs a colour model, got " + colour);
    }
    if (measure == Measure.STEP_TIME && planner.calibration().isEmpty()) {
      throw new IllegalStateException("step time cannot be predicted: " + planner.remark());
    }
    double wanted = measure.of(planner.card(colour, batch));
    List<Match> matches = new ArrayList<>();
    for (ModelSpec spec : around(colour)) {
      CostCard card = planner.card(spec, batch);
      double difference = 100 * (measure.of(card) / wanted - 1);
      matches.add(new Match(card, difference, moved(colour, spec)));
    }
    matches.sort(
        Comparator.comparing((Match match) -> match.dimsMoved() > 0)
            .thenComparingLong(match -> Math.round(10 * Math.abs(match.differencePercent())))
            .thenComparingInt(Match::dimsMoved)
            .thenComparingDouble(match -> Math.abs(match.differencePercent())));
    return List.copyOf(matches.subList(0, Math.min(count, matches.size())));
  }

  private static List<ModelSpec> around(ModelSpec c) {
    List<ModelSpec> all = new ArrayList<>();
    for (int ae = c.aeDims() - AE_REACH; ae <= c.aeDims() + AE_REACH; ae++) {
      for (int e = -WIDTH_REACH; e <= WIDTH_REACH; e += 2) {
        for (int d = -WIDTH_REACH; d <= WIDTH_REACH; d += 2) {
          for (int m = -2; m <= 2; m += 2) {
            int[] dims = {ae, c.eDims() + e, c.dDims() + d, c.dMaskDims() + m};
            if (ae >= 32 && ae <= 1024 && allowed(dims)) {
              all.add(
                  new ModelSpec(
                      c.family(), c.options(), c.resolution(), ae, dims[1], dims[2], dims[3], 1));
            }
          }
        }
      }
    }
    return all;
  }

  private static boolean allowed(int[] dims) {
    for (int i = 1; i < dims.length; i++) {
      if (dims[i] < 16 || dims[i] > 256) {
        return false;
      }
    }
    return true;
  }

  private static int moved(ModelSpec a, ModelSpec b) {
    return (a.aeDims() == b.aeDims() ? 0 : 1)
        + (a.eDims() == b.eDims() ? 0 : 1)
        + (a.dDims() == b.dDims() ? 0 : 1)
        + (a.dMaskDims() == b.dMaskDims() ? 0 : 1);
  }
}
