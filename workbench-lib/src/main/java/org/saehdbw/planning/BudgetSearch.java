package org.saehdbw.planning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.saehdbw.architectures.ModelSpec;

/**
 * Which dims fit a budget of memory. It looks at dims in the usual proportions (ae from e to 4 e, d
 * from e / 2 to 2 e, mask at most d) on a grid of usual values, keeps those of which no dim can go
 * one step up, and ranks them by parameters, then by work.
 *
 * @param planner predicts the memory
 * @param budgetMib resident memory of a trainer, which must hold the prediction with its margin, or
 *     a card's memory
 * @param card whether the budget is a card's, judged by the bytes counted
 * @param batch samples a side that must fit, at least 1
 */
public record BudgetSearch(Planner planner, double budgetMib, boolean card, int batch) {
  private static final int[] AE = {32, 48, 64, 80, 96, 128, 160, 192, 256, 320, 384, 512};
  private static final int[] WIDTHS = {16, 24, 32, 40, 48, 64, 80, 96, 128};
  private static final int[] MASKS = {16, 22, 32, 48};

  /**
   * Dims that fit.
   *
   * @param card for the wanted batch
   * @param largestBatch that fits
   */
  public record Candidate(CostCard card, int largestBatch) {}

  /**
   * What one step up of a dim would buy, and cost.
   *
   * @param dim which, such as {@code ae_dims}
   * @param candidate with it; its largest batch may be below the wanted one
   */
  public record NextStep(String dim, Candidate candidate) {}

  /**
   * Checks budget and batch.
   *
   * @throws IllegalArgumentException if the budget is not above 0 or the batch below 1
   */
  public BudgetSearch {
    if (!(budgetMib > 0) || batch < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a budget must be above 0 MiB and the batch at least 1, got %s and %d",
              budgetMib,
              batch));
    }
  }

  /**
   * Returns the dims that fit, best first.
   *
   * @param like family, options, resolution and channels; its dims do not matter
   */
  public List<Candidate> find(ModelSpec like) {
    List<Candidate> found = new ArrayList<>();
    for (ModelSpec spec : grid(like)) {
      if (fits(spec) && steps(spec).stream().noneMatch(step -> usual(step) && fits(step))) {
        found.add(candidate(spec));
      }
    }
    found.sort(
        Comparator.comparingLong((Candidate c) -> c.card().parameters())
            .thenComparing(c -> c.card().work().total())
            .reversed());
    return List.copyOf(found);
  }

  /** Returns what each dim's next step would buy. */
  public List<NextStep> next(ModelSpec spec) {
    List<NextStep> next = new ArrayList<>();
    add(next, "ae_dims", above(AE, spec.aeDims()).map(ae -> with(spec, ae, 0, 0, 0)));
    add(next, "e_dims", above(WIDTHS, spec.eDims()).map(e -> with(spec, 0, e, 0, 0)));
    add(next, "d_dims", above(WIDTHS, spec.dDims()).map(d -> with(spec, 0, 0, d, 0)));
    add(next, "d_mask_dims", above(MASKS, spec.dMaskDims()).map(m -> with(spec, 0, 0, 0, m)));
    return List.copyOf(next);
  }

  /** Returns one model and the largest batch of it that fits. */
  public Candidate candidate(ModelSpec spec) {
    return new Candidate(planner.card(spec, batch), largestBatch(spec));
  }

  private void add(List<NextStep> next, String dim, Optional<ModelSpec> spec) {
    spec.ifPresent(larger -> next.add(new NextStep(dim, candidate(larger))));
  }

  private List<ModelSpec> steps(ModelSpec spec) {
    List<ModelSpec> steps = new ArrayList<>();
    above(AE, spec.aeDims()).ifPresent(ae -> steps.add(with(spec, ae, 0, 0, 0)));
    above(WIDTHS, spec.eDims()).ifPresent(e -> steps.add(with(spec, 0, e, 0, 0)));
    above(WIDTHS, spec.dDims()).ifPresent(d -> steps.add(with(spec, 0, 0, d, 0)));
    above(MASKS, spec.dMaskDims()).ifPresent(m -> steps.add(with(spec, 0, 0, 0, m)));
    return steps;
  }

  private boolean fits(ModelSpec spec) {
    return largestBatch(spec) >= batch;
  }

  private int largestBatch(ModelSpec spec) {
    return card
        ? planner.card(spec, 1).largestDeviceBatch(budgetMib)
        : planner.largestBatch(spec, budgetMib);
  }

  private static List<ModelSpec> grid(ModelSpec like) {
    List<ModelSpec> all = new ArrayList<>();
    for (int ae : AE) {
      for (int e : WIDTHS) {
        for (int d : WIDTHS) {
          for (int m : MASKS) {
            ModelSpec spec = with(like, ae, e, d, m);
            if (usual(spec)) {
              all.add(spec);
            }
          }
        }
      }
    }
    return all;
  }

  private static boolean usual(ModelSpec spec) {
    int e = spec.eDims();
    return spec.aeDims() >= e
        && spec.aeDims() <= 4 * e
        && 2 * spec.dDims() >= e
        && spec.dDims() <= 2 * e
        && spec.dMaskDims() <= Math.max(16, spec.dDims());
  }

  private static Optional<Integer> above(int[] grid, int value) {
    for (int step : grid) {
      if (step > value) {
        return Optional.of(step);
      }
    }
    return Optional.empty();
  }

  /** Returns a spec with other dims; 0 leaves one as it is. */
  private static ModelSpec with(ModelSpec s, int ae, int e, int d, int mask) {
    return new ModelSpec(
        s.family(),
        s.options(),
        s.resolution(),
        ae > 0 ? ae : s.aeDims(),
        e > 0 ? e : s.eDims(),
        d > 0 ? d : s.dDims(),
        mask > 0 ? mask : s.dMaskDims(),
        s.channels());
  }
}
