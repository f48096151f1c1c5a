package org.saehdbw.training;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.checkpoints.StoredCheckpoint;
import org.saehdbw.dataloaders.BatchOptions;
import org.saehdbw.optimizers.Optimizer;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.tensors.Precision;
import org.saehdbw.training.narrowing.ModelMoments;
import org.saehdbw.training.narrowing.Narrowing;
import org.saehdbw.training.plan.Stage;
import org.saehdbw.training.plan.TrainingException;
import org.saehdbw.training.plan.TrainingPlan;
import org.saehdbw.training.steps.Interpreter;
import org.saehdbw.training.steps.ModelProbe;
import org.saehdbw.training.steps.ModelStep;

/**
 * Begins a run with another run's weights and optimizer state (spec/model 6.4 and 7.3): those of
 * the same model, or of one with larger ae_dims, which is narrowed by what the new run's faces make
 * of it. After pretraining the inter starts anew; of a narrowed model the decoders then still begin
 * with the directions that the pretrained inter used most.
 */
final class WeightTransfer {
  /** Faces a side by which a model is narrowed, and at least twice its ae_dims. */
  private static final int FACES = 256;

  private final PreparedRun run;
  private final ModelStep model;
  private final Optimizer optimizer;
  private final DiscriminatorTraining discriminators;
  private final Consumer<String> warnings;

  /**
   * Begins with another run.
   *
   * @param warnings told of what may change results
   */
  WeightTransfer(
      PreparedRun run,
      ModelStep model,
      Optimizer optimizer,
      DiscriminatorTraining discriminators,
      Consumer<String> warnings) {
    this.run = run;
    this.model = model;
    this.optimizer = optimizer;
    this.discriminators = discriminators;
    this.warnings = warnings;
  }

  /** Writes weights and optimizer state, and returns what the run's first event says of it. */
  Map<String, Object> from(RunFolder source) throws IOException {
    StoredCheckpoint stored = PreparedRun.checkpoint(source);
    ModelSpec before = ModelSpec.parse(stored.state().model());
    boolean narrower = Narrowing.possible(before, model.spec());
    if (!narrower && !before.equals(model.spec())) {
      throw new TrainingException(
          String.format(
              Locale.ROOT,
              "from: %s holds %s, this run is of %s",
              source.name(),
              before,
              model.spec()));
    }
    boolean pretrained = stored.state().stage().equals(Stage.PRETRAIN.text());
    boolean renews = pretrained && run.plan().stage() == Stage.TRAIN;
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("from", source.path().toString());
    facts.put("from_iteration", stored.state().iteration());
    facts.put("from_stage", stored.state().stage());
    if (narrower) {
      facts.put("from_model", before.toString());
      facts.put("narrowed", narrow(stored, before, renews));
    } else {
      ModelFiles.readWeights(stored, model);
      ModelFiles.restoreOptimizer(stored, optimizer, Set.of(), warnings);
    }
    discriminators.restore(stored, run.plan().settings().get(BatchOptions.SEED), warnings);
    if (renews) {
      List<String> renewed = model.network().renewedAfterPretraining();
      model.initialise(run.plan().settings().get(BatchOptions.SEED), renewed);
      facts.put("renewed", renewed);
    }
    return facts;
  }

  private Map<String, Object> narrow(StoredCheckpoint stored, ModelSpec before, boolean renews)
      throws IOException {
    TrainingPlan plan = run.plan();
    Map<String, Object> facts = new LinkedHashMap<>();
    try (ModelStep wide =
        ModelStep.open(
            before,
            plan.block(),
            plan.losses(),
            Interpreter.EAGER,
            Precision.FLOAT32,
            plan.threads(),
            1)) {
      ModelFiles.readWeights(stored, wide);
      ModelMoments moments = moments(wide);
      Narrowing.Result result = Narrowing.of(before, wide.weights(), moments, model.spec());
      for (Map.Entry<String, FloatBuffer> weight : model.weights().entrySet()) {
        float[] narrowed = result.weights().get(weight.getKey());
        FloatBuffer same = wide.weights().get(weight.getKey());
        if (narrowed != null) {
          weight.getValue().put(0, narrowed);
        } else if (same != null) {
          weight.getValue().put(0, same, 0, same.capacity());
        }
      }
      facts.put("faces", moments.faces());
      if (!renews) {
        facts.put("code_kept", result.codeKept());
      }
      facts.put("channels_kept", result.channelsKept());
      facts.put("optimizer_state_dropped", List.copyOf(result.weights().keySet()));
      ModelFiles.restoreOptimizer(stored, optimizer, result.weights().keySet(), warnings);
    }
    return facts;
  }

  private ModelMoments moments(ModelStep wide) throws IOException {
    ModelMoments moments = new ModelMoments(0);
    ModelProbe probe = new ModelProbe(wide);
    int most = Math.max(FACES, 2 * wide.spec().aeDims());
    FaceBatches.training(run.faces(), run.plan().samples(), most)
        .each(
            warnings,
            (src, dst) -> moments.add(probe.moments(src.target(), dst.target(), src.count())));
    return moments;
  }
}
