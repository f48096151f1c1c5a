package org.saehdbw.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.saehdbw.architectures.Network;
import org.saehdbw.checkpoints.Checkpoint;
import org.saehdbw.checkpoints.CheckpointStore;
import org.saehdbw.checkpoints.NamedArray;
import org.saehdbw.checkpoints.TrainingState;
import org.saehdbw.dataloaders.BatchOptions;
import org.saehdbw.files.FileTree;
import org.saehdbw.files.Workspace;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.EventLog;
import org.saehdbw.runs.RunEnvironment;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.Versions;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.MetricsWriter;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.training.plan.TrainingPlan;

/**
 * A run out of a model that another program trained, for {@code train --resume}: settings, what is
 * known of the iterations so far, and a checkpoint.
 *
 * @param settings every setting that the model says; where the faces are may be said later
 * @param weights all weights under our names and in our layout, in the network's order
 * @param optimizer the optimizer's state arrays, or none; what is missing starts at zero
 * @param discriminators those that came with it; others start from initial values when needed
 * @param iteration how many iterations the model was trained for
 * @param updates how many updates the optimizer has made
 * @param rows what is known of single iterations, in order
 * @param facts what the run's first event says of where it comes from
 */
public record ImportedRun(
    Settings settings,
    List<NamedArray> weights,
    List<NamedArray> optimizer,
    List<ImportedDiscriminator> discriminators,
    long iteration,
    long updates,
    List<MetricsRow> rows,
    Map<String, Object> facts) {
  /** Writes more files of the run, before anybody sees it. */
  @FunctionalInterface
  public interface Extra {
    /** Writes into the folder of a run that is being made. */
    void writeTo(RunFolder run) throws IOException;
  }

  /**
   * Makes the run folder, whole or not at all.
   *
   * @param runs where run folders stand; created when absent
   * @param label the run's name between number and seed
   * @param extra what else goes into the folder
   * @throws SettingsException if the settings cannot be done
   * @throws IllegalArgumentException if the weights are not those of the settings' model and
   *     discriminators, or the label is not one for a folder
   * @throws IOException if a file cannot be written, or a weight is NaN or infinite
   */
  public RunFolder create(Path runs, String label, Extra extra)
      throws SettingsException, IOException {
    TrainingPlan plan = TrainingPlan.of(settings);
    requireWeights(
        plan.spec().toString(), Network.of(plan.spec(), plan.block()).parameters(), weights);
    for (ImportedDiscriminator one : discriminators) {
      requireWeights(one.part(), parameters(one.part()), one.weights());
    }
    RunFolder aside = RunFolder.createAside(runs.toAbsolutePath());
    try {
      write(plan, aside);
      extra.writeTo(aside);
      return aside.publish(label, settings.get(BatchOptions.SEED));
    } catch (IOException | RuntimeException e) {
      FileTree.deleteAfter(aside.path(), e);
      throw e;
    }
  }

  private List<Parameter> parameters(String discriminator) throws SettingsException {
    return TrainingPlan.discriminators(settings).parameters().stream()
        .filter(parameter -> parameter.part().equals(discriminator))
        .toList();
  }

  private static void requireWeights(
      String owner, List<Parameter> parameters, List<NamedArray> weights) {
    List<String> wanted = parameters.stream().map(p -> p.name() + " " + p.dims().sizes()).toList();
    List<String> got = weights.stream().map(w -> w.name() + " " + w.shape()).toList();
    if (!wanted.equals(got)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "the weights of %s must be %s, got %s", owner, wanted, got));
    }
  }

  private void write(TrainingPlan plan, RunFolder run) throws IOException {
    StoredSettings.write(run, settings);
    long seed = settings.get(BatchOptions.SEED);
    RunEnvironment.here(Versions.read(), "none", plan.threads(), Workspace.home(), Map.of(), seed)
        .write(run.environmentFile());
    MetricsWriter.writeAll(run.metricsFile(), rows);
    TrainingState state =
        new TrainingState(
            plan.spec().toString(),
            plan.stage().text(),
            iteration,
            updates,
            seed,
            TrainingState.OTHER_PROGRAM,
            Map.of("src", iteration, "dst", iteration),
            TrainingSession.fixedSettings(plan),
            losses(),
            discriminatorUpdates(),
            Map.of(),
            List.of());
    new CheckpointStore(run.checkpoints(), plan.keep())
        .save(
            new Checkpoint(
                state,
                withDiscriminators(weights, ImportedDiscriminator::weights),
                ModelFiles.metadata(plan.spec(), plan.block()),
                withDiscriminators(optimizer, ImportedDiscriminator::optimizer),
                OptionalDouble.empty()));
    EventLog log = run.eventLog();
    log.append(EventKind.IMPORTED, facts);
    log.append(EventKind.SAVED, Map.of("iteration", iteration));
  }

  private List<NamedArray> withDiscriminators(
      List<NamedArray> ofModel, Function<ImportedDiscriminator, List<NamedArray>> arrays) {
    List<NamedArray> all = new ArrayList<>(ofModel);
    discriminators.forEach(one -> all.addAll(arrays.apply(one)));
    return all;
  }

  private Map<String, Long> discriminatorUpdates() {
    Map<String, Long> counts = new LinkedHashMap<>();
    discriminators.forEach(one -> counts.put(one.part(), one.updates()));
    return counts;
  }

  private Map<String, Double> losses() {
    Map<String, Double> losses = new LinkedHashMap<>();
    if (!rows.isEmpty() && !Float.isNaN(rows.get(rows.size() - 1).srcLoss())) {
      losses.put("src", (double) rows.get(rows.size() - 1).srcLoss());
      losses.put("dst", (double) rows.get(rows.size() - 1).dstLoss());
    }
    return losses;
  }
}
