package org.saehdbw.training.incidents;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.dataloaders.Batch;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.SettingChange;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.training.plan.CollapseOptions;
import org.saehdbw.training.plan.NeutralSettings;
import org.saehdbw.training.steps.ModelStep;

/**
 * Looks at each iteration of a run for a training that collapses, and knows what earlier collapses
 * mean for it: which batches are left out, and what the learning rate is multiplied with ({@link
 * Consequences} says why a run stays exact). Looking changes nothing: with and without it the
 * weights are the same bytes.
 */
public final class Sentinel {
  private static final String RATE_FACTOR = "rate_factor";

  private final Detectors detectors;
  private final ConstantPicture pictures;
  private final Consequences consequences;

  private Sentinel(Detectors detectors, ConstantPicture pictures, Consequences consequences) {
    this.detectors = detectors;
    this.pictures = pictures;
    this.consequences = consequences;
  }

  /**
   * Takes over a run's past.
   *
   * @param iteration of the checkpoint that training continues from, 0 for none
   * @param state {@link #state} as the checkpoint has it, empty for none
   * @param since the iteration before the first that was made with the present settings, not
   *     counting changes that events note
   * @throws IOException if an incident, the events or the metrics cannot be read
   */
  public static Sentinel open(
      RunFolder run, CollapseOptions options, long iteration, Map<String, Double> state, long since)
      throws IOException {
    Detectors detectors = new Detectors(options);
    ConstantPicture pictures = new ConstantPicture();
    long settled = Math.max(since, Math.min(iteration, lastChange(run)));
    if (settled < iteration) {
      long after = Math.max(settled, iteration - options.spikeWindow());
      detectors.restore(rows(run, after, iteration), state);
      pictures.restore(state);
    }
    double factor = state.getOrDefault(RATE_FACTOR, 1.0);
    return new Sentinel(
        detectors, pictures, Consequences.of(new IncidentFolders(run).read(), iteration, factor));
  }

  /**
   * The iteration from which on the present settings hold, as far as events tell: that of the last
   * resume that changed what losses are, or that of an older checkpoint to which the run went back
   * afterwards; else 0.
   */
  private static long lastChange(RunFolder run) throws IOException {
    long since = 0;
    for (Event event : run.events()) {
      if (event.fields().get("iteration") instanceof Number at) {
        if (event.kind() == EventKind.CHANGED && changesLosses(event)) {
          since = at.longValue();
        } else if (event.kind() == EventKind.RESUMED || event.kind() == EventKind.ROLLED_BACK) {
          since = Math.min(since, at.longValue());
        }
      }
    }
    return since;
  }

  private static boolean changesLosses(Event event) {
    return !NeutralSettings.holdsAll(
        SettingChange.of(event).stream().map(SettingChange::key).toList());
  }

  private static List<MetricsRow> rows(RunFolder run, long after, long last) throws IOException {
    return MetricsReader.readAll(run.metricsFile()).rows().stream()
        .filter(row -> row.iteration() > after && row.iteration() <= last)
        .toList();
  }

  /** Whether a batch is not trained on, by the loader's number. */
  public boolean isLeftOut(long batch) {
    return consequences.isLeftOut(batch);
  }

  /** Returns what the learning rate of an iteration is multiplied with. */
  public float rateFactor(long iteration) {
    return (float) consequences.rateFactor(iteration);
  }

  /** Returns what the checkpoint of an iteration stores, numbers by name. */
  public Map<String, Double> state(long iteration) {
    Map<String, Double> state = new LinkedHashMap<>(detectors.state());
    state.putAll(pictures.state());
    double factor = consequences.rateFactor(iteration);
    if (factor != 1) {
      state.put(RATE_FACTOR, factor);
    }
    return state;
  }

  /**
   * Looks at an iteration after its update. Gradients may be gone afterwards.
   *
   * @param iteration from 1
   * @param srcLoss the src loss as it is reported
   * @param dstLoss the dst loss likewise
   * @param terms each loss term's values, one a sample, those of discriminators too; all finite
   * @throws CollapseException if training has collapsed
   */
  public void look(
      long iteration,
      double srcLoss,
      double dstLoss,
      Map<String, float[]> terms,
      ModelStep model,
      Batch batch)
      throws CollapseException {
    refuse(judge(iteration, srcLoss, dstLoss, terms), batch);
    if (detectors.looksAtPictures(iteration)) {
      refuse(pictures.find(iteration, model, batch.src(), batch.dst()), batch);
    }
  }

  /** Judges losses alone, and takes them into the past. */
  Optional<Collapse> judge(
      long iteration, double srcLoss, double dstLoss, Map<String, float[]> terms) {
    // As metrics.csv has them, from which a resume continues.
    return detectors.look(iteration, (float) srcLoss, (float) dstLoss, terms);
  }

  /**
   * Looks at a model that is about to be saved.
   *
   * @param iteration made last
   * @param batch the batch trained on last
   * @throws CollapseException if it has collapsed
   */
  public void lookBeforeSave(long iteration, ModelStep model, Batch batch)
      throws CollapseException {
    if (detectors.looksAtPictures()) {
      refuse(pictures.find(iteration, model, batch.src(), batch.dst()), batch);
    }
  }

  /**
   * Checks losses.
   *
   * @param iteration that is being made, from 1
   * @param losses each one's values, one a sample
   * @throws CollapseException if one is NaN or infinite
   */
  public static void requireFinite(long iteration, Map<String, float[]> losses, Batch batch)
      throws CollapseException {
    for (Map.Entry<String, float[]> loss : losses.entrySet()) {
      for (float value : loss.getValue()) {
        if (!Float.isFinite(value)) {
          throw notFinite(iteration, "the loss " + loss.getKey() + " is " + value, batch);
        }
      }
    }
  }

  /**
   * Makes the exception for losses or weights that are NaN or infinite.
   *
   * @param what says which
   */
  public static CollapseException notFinite(long iteration, String what, Batch batch) {
    return new CollapseException(
        new Collapse(CollapseKind.NOT_FINITE, iteration, what, Map.of()), BatchIdentity.of(batch));
  }

  private static void refuse(Optional<Collapse> collapse, Batch batch) throws CollapseException {
    if (collapse.isPresent()) {
      throw new CollapseException(collapse.get(), BatchIdentity.of(batch));
    }
  }
}
