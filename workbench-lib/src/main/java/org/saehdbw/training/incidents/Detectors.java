package org.saehdbw.training.incidents;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.training.plan.CollapseOptions;

/** What looks at losses for a collapse, as the options have it, and at which iterations. */
final class Detectors {
  private final CollapseOptions options;
  private final @Nullable LossSpikes src;
  private final @Nullable LossSpikes dst;
  private final @Nullable DiscriminatorWatch discriminators;

  /** Begins without a past. */
  Detectors(CollapseOptions options) {
    this.options = options;
    boolean looksForSpikes = options.watches() && options.spikeZ() > 0;
    src = looksForSpikes ? new LossSpikes(options.spikeZ(), options.spikeWindow()) : null;
    dst = looksForSpikes ? new LossSpikes(options.spikeZ(), options.spikeWindow()) : null;
    discriminators =
        options.watches() && options.wonIterations() > 0
            ? new DiscriminatorWatch(options.wonIterations())
            : null;
  }

  /**
   * Takes over the past of a run.
   *
   * @param rows of the last iterations, oldest first, made with the present settings
   * @param state {@link #state} at the last of them; may be empty, and may hold other entries
   */
  void restore(List<MetricsRow> rows, Map<String, Double> state) {
    if (src != null && dst != null) {
      for (MetricsRow row : rows) {
        src.add(row.srcLoss());
        dst.add(row.dstLoss());
      }
    }
    if (discriminators != null) {
      discriminators.restore(state);
    }
  }

  /** Returns what a checkpoint stores for the iterations to come, numbers by name. */
  Map<String, Double> state() {
    return discriminators == null ? Map.of() : discriminators.state();
  }

  /**
   * Looks at an iteration's losses, all of them finite, and takes them into the past.
   *
   * @param iteration from 1
   * @param srcLoss the src loss as it is reported
   * @param dstLoss the dst loss likewise
   * @param terms each loss term's values, one a sample, those of discriminators too
   */
  Optional<Collapse> look(
      long iteration, float srcLoss, float dstLoss, Map<String, float[]> terms) {
    Optional<Collapse> found = Optional.empty();
    if (src != null && dst != null) {
      found = src.judge(srcLoss).map(d -> spike(iteration, "src", srcLoss, d));
      if (found.isEmpty()) {
        found = dst.judge(dstLoss).map(d -> spike(iteration, "dst", dstLoss, d));
      }
    }
    return found.isEmpty() && discriminators != null
        ? discriminators.look(iteration, terms)
        : found;
  }

  private Collapse spike(long iteration, String side, float loss, LossSpikes.Deviation deviation) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(side + "_loss", (double) loss);
    figures.put("median", deviation.median());
    figures.put("robust_deviation", deviation.scale());
    figures.put("z", deviation.z());
    String message =
        String.format(
            Locale.ROOT,
            "the %s loss is %.5f, %.1f robust standard deviations above %.5f, the median of the %d"
                + " iterations before; spike_z is %s",
            side,
            loss,
            deviation.z(),
            deviation.median(),
            options.spikeWindow(),
            options.spikeZ());
    return new Collapse(CollapseKind.LOSS_SPIKE, iteration, message, figures);
  }

  /** Whether the pictures of an iteration are looked at, also if it is not saved. */
  boolean looksAtPictures(long iteration) {
    return looksAtPictures() && iteration % options.constantIterations() == 0;
  }

  /** Whether pictures are looked at before a save. */
  boolean looksAtPictures() {
    return options.watches() && options.constantIterations() > 0;
  }
}
