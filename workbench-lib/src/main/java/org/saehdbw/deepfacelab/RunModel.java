package org.saehdbw.deepfacelab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.architectures.Network;
import org.saehdbw.architectures.OptionLetters;
import org.saehdbw.checkpoints.CheckpointStore;
import org.saehdbw.checkpoints.KeepPolicy;
import org.saehdbw.checkpoints.StoredCheckpoint;
import org.saehdbw.layers.StandardBlock;
import org.saehdbw.pickles.PickleNone;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.settings.Settings;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.training.StoredSettings;

/**
 * A run as DeepFaceLab would have it: the newest good checkpoint, with what the run keeps of the
 * model it was made of.
 *
 * @param run the run
 * @param spec its model
 * @param checkpoint its newest good checkpoint
 * @param settings its settings
 * @param kept its origin, if it was not started here
 * @param keptData the data file of that
 * @param remarks what could not be carried over, one line each
 */
record RunModel(
    RunFolder run,
    ModelSpec spec,
    StoredCheckpoint checkpoint,
    Settings settings,
    Optional<KeptFiles> kept,
    Optional<DataFile> keptData,
    List<String> remarks) {

  /**
   * Opens a run.
   *
   * @throws RunException if it has no checkpoint, is damaged, or its model is none of DeepFaceLab's
   */
  static RunModel open(RunFolder run) throws IOException {
    List<String> remarks = new ArrayList<>();
    StoredCheckpoint checkpoint =
        new CheckpointStore(run.checkpoints(), KeepPolicy.defaults())
            .latestGood(remarks::add)
            .orElseThrow(() -> new RunException(run.path() + ": has no checkpoint yet"));
    ModelSpec spec = ModelSpec.parse(checkpoint.state().model());
    requireTheirs(run, spec);
    Settings settings = StoredSettings.read(run, checkpoint);
    String block = settings.get(StandardBlock.BLOCK);
    if (!block.equals(StandardBlock.RESIDUAL.shortName())) {
      throw new RunException(
          String.format(
              Locale.ROOT,
              "%s: has a model of '%s' blocks, and DeepFaceLab has only '%s' ones",
              run.name(),
              block,
              StandardBlock.RESIDUAL.shortName()));
    }
    Optional<KeptFiles> kept = KeptFiles.find(run);
    Optional<DataFile> data = kept.isPresent() ? Optional.of(kept.get().data()) : Optional.empty();
    OptionNames.targetRemark(
            data.map(DataFile::optionValues).orElse(Map.of()),
            settings,
            checkpoint.state().iteration())
        .ifPresent(remarks::add);
    return new RunModel(run, spec, checkpoint, settings, kept, data, remarks);
  }

  private static void requireTheirs(RunFolder run, ModelSpec spec) throws RunException {
    String ours = OptionLetters.ours(spec.options());
    if (!ours.isEmpty()) {
      throw new RunException(
          String.format(
              Locale.ROOT,
              "%s: has the model %s, and DeepFaceLab has only the options %s, not %s",
              run.name(),
              spec,
              OptionLetters.DEEPFACELAB,
              ours));
    }
  }

  /** The name that it came with, or the run's without underscores, at which DeepFaceLab cuts. */
  String name() {
    return kept.map(KeptFiles::name).orElseGet(() -> run.label().replace('_', '-'));
  }

  /** Whether what it was made of has the same channels still. */
  private boolean unchanged() {
    return kept.isPresent() && kept.get().model().equals(spec);
  }

  /** The preview sample that it came with, if it is still of use. */
  Object sample() {
    return unchanged() ? keptData.orElseThrow().sample() : PickleNone.NONE;
  }

  /** The discriminators' files that it came with. */
  List<String> keptFiles() {
    return kept.map(KeptFiles::discriminators).orElse(List.of());
  }

  /** The discriminators' files that it is written with. */
  List<String> discriminators() throws IOException {
    List<String> names = new ArrayList<>();
    try (CheckpointArrays arrays = CheckpointArrays.open(checkpoint)) {
      for (ModelFolder.Discriminator files : ModelFolder.Discriminator.values()) {
        List<Parameter> held = arrays.parameters(files);
        if (!held.isEmpty() || keptFiles().contains(files.weights())) {
          names.add(files.weights());
        }
        if (arrays.kinds(held).isPresent() || keptFiles().contains(files.optimizer())) {
          names.add(files.optimizer());
        }
      }
    }
    return names;
  }

  ModelOptions options() {
    Map<String, Object> before = keptData.map(DataFile::optionValues).orElse(Map.of());
    return OptionNames.toOptions(spec, before, settings);
  }

  /** All losses: those that it came with as they were written, then those made here. */
  LossHistory history() throws IOException {
    long from = kept.map(KeptFiles::iteration).orElse(0L);
    LossHistory before = keptData.map(DataFile::history).orElse(LossHistory.NONE);
    List<MetricsRow> later =
        MetricsReader.readAll(run.metricsFile()).rows().stream()
            .filter(row -> row.iteration() > from)
            .filter(row -> row.iteration() <= checkpoint.state().iteration())
            .toList();
    return before.and(later);
  }

  /** Returns whose state the checkpoint has of the model's weights, or nothing if it has none. */
  Optional<String> optimizer() throws IOException {
    try (CheckpointArrays arrays = CheckpointArrays.open(checkpoint)) {
      return arrays.kinds(Network.of(spec).parameters()).map(OptimizerFile::optimizer);
    }
  }
}
