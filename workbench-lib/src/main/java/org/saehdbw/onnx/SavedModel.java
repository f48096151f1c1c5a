package org.saehdbw.onnx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.architectures.Network;
import org.saehdbw.checkpoints.CheckpointStore;
import org.saehdbw.checkpoints.KeepPolicy;
import org.saehdbw.checkpoints.SafetensorsReader;
import org.saehdbw.checkpoints.StoredCheckpoint;
import org.saehdbw.pictures.GrayFrom;
import org.saehdbw.provenance.Provenance;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.Versions;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.ModelFiles;
import org.saehdbw.training.StoredSettings;
import org.saehdbw.training.components.CustomComponents;
import org.saehdbw.training.plan.TrainingPlan;

/**
 * A run's newest good checkpoint, without its weights in memory.
 *
 * @param run the run
 * @param stored its newest good checkpoint
 * @param plan what its settings come to
 * @param network its model
 * @param remarks which checkpoints are damaged
 */
record SavedModel(
    RunFolder run,
    StoredCheckpoint stored,
    TrainingPlan plan,
    Network network,
    List<String> remarks) {
  /**
   * Finds it.
   *
   * @throws RunException if the run has none, or its settings are damaged or name another block
   */
  static SavedModel open(RunFolder run, CustomComponents own) throws IOException {
    List<String> remarks = new ArrayList<>();
    StoredCheckpoint stored =
        new CheckpointStore(run.checkpoints(), KeepPolicy.defaults())
            .latestGood(remarks::add)
            .orElseThrow(() -> new RunException(run.path() + ": has no checkpoint yet"));
    try {
      TrainingPlan plan = TrainingPlan.toDraw(StoredSettings.read(run, stored), own);
      return new SavedModel(run, stored, plan, Network.of(plan.spec(), plan.block()), remarks);
    } catch (SettingsException e) {
      throw new RunException(run.settingsFile() + ": " + e.getMessage(), e);
    }
  }

  ModelSpec spec() {
    return plan.spec();
  }

  GrayFrom grayFrom() {
    return plan.samples().picture().grayFrom();
  }

  long iteration() {
    return stored.state().iteration();
  }

  /** Opens the weights; the caller closes the reader. */
  SafetensorsReader openWeights() throws IOException {
    return ModelFiles.openWeights(stored, spec(), plan.block(), network.parameters());
  }

  /**
   * Builds its graph.
   *
   * @throws RunException if a block has an operation that the graph cannot express
   */
  OnnxGraph graph(FaceGraph form) throws RunException {
    try {
      return form.of(spec(), network);
    } catch (UnsupportedOperationException e) {
      throw new RunException(
          String.format(
              Locale.ROOT,
              "%s: block '%s': %s; fix the number with batch (--batch 1)",
              run.name(),
              plan.block().shortName(),
              e.getMessage()),
          e);
    }
  }

  /** Returns what a file of it says of itself. */
  OnnxFile.Origin origin(int channels) throws IOException {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("model", spec().toString());
    properties.put("run", run.name());
    properties.put("iteration", String.valueOf(iteration()));
    properties.put("face_type", plan.faceType().option());
    properties.put("channels", String.valueOf(channels));
    if (spec().channels() == 1) {
      properties.put("gray_from", grayFrom().option());
    }
    properties.put("digital_source_type", Provenance.TRAINED_ALGORITHMIC_MEDIA);
    String text =
        String.format(
            Locale.ROOT,
            "%s, run %s, iteration %d. Pictures made by this model are synthetic.",
            spec(),
            run.name(),
            iteration());
    return new OnnxFile.Origin(
        Versions.read().getOrDefault("workbench", "unknown"), iteration(), text, properties);
  }
}
