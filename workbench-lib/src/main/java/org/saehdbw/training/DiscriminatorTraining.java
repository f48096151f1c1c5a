package org.saehdbw.training;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.saehdbw.architectures.CodeDiscriminator;
import org.saehdbw.architectures.PatchDiscriminator;
import org.saehdbw.checkpoints.NamedArray;
import org.saehdbw.checkpoints.SafetensorsReader;
import org.saehdbw.checkpoints.StoredCheckpoint;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.optimizers.Optimizer;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.training.plan.TrainingPlan;
import org.saehdbw.training.steps.ModelStep;
import org.saehdbw.training.steps.StepPart;
import org.saehdbw.training.updates.DiscriminatorUpdate;

/**
 * The discriminators of a model in training: each with an optimizer of its own, moved after the
 * model in every iteration (spec/model 6.5). Those that a checkpoint holds and the settings have
 * turned off stay as they are and are saved again, so that they continue when they are turned on.
 */
final class DiscriminatorTraining implements AutoCloseable {
  private final ModelStep model;
  private final boolean trainsCode;
  private final Map<StepPart, Optimizer> optimizers = new EnumMap<>(StepPart.class);
  private final List<NamedArray> idleWeights = new ArrayList<>();
  private final List<NamedArray> idleState = new ArrayList<>();
  private final Map<String, Long> idleUpdates = new LinkedHashMap<>();

  private DiscriminatorTraining(ModelStep model, boolean trainsCode) {
    this.model = model;
    this.trainsCode = trainsCode;
  }

  /** Makes the optimizers of a plan's discriminators, with zero state. */
  static DiscriminatorTraining of(TrainingPlan plan, ModelStep model) {
    DiscriminatorTraining training =
        new DiscriminatorTraining(model, plan.losses().adversaries().trainsCode());
    for (StepPart part : StepPart.values()) {
      if (!model.discriminators().parameters(part).isEmpty()) {
        training.optimizers.put(part, ModelFiles.newOptimizer(plan, model, part));
      }
    }
    return training;
  }

  /** Updates each once; returns the loss of each before its update, one value a sample. */
  Map<String, float[]> step(BatchSide src, BatchSide dst) {
    Map<String, float[]> losses = new LinkedHashMap<>();
    for (Map.Entry<StepPart, Optimizer> one : optimizers.entrySet()) {
      StepPart part = one.getKey();
      if (part == StepPart.PATCH_DISCRIMINATOR || trainsCode) {
        losses.putAll(new DiscriminatorUpdate(model, one.getValue(), part).make(src, dst));
      }
    }
    return losses;
  }

  /** Multiplies the learning rate of all steps to come with a factor. */
  void scaleRate(float factor) {
    optimizers.values().forEach(optimizer -> optimizer.scaleRate(factor));
  }

  /** Returns the weights of all, to be saved. */
  List<NamedArray> weights() {
    List<NamedArray> arrays = new ArrayList<>();
    for (StepPart part : optimizers.keySet()) {
      List<Parameter> parameters = model.discriminators().parameters(part);
      arrays.addAll(ModelFiles.arrays(parameters, model.weights(part)));
    }
    arrays.addAll(idleWeights);
    return arrays;
  }

  /** Returns the state of all optimizers, to be saved. */
  List<NamedArray> state() {
    List<NamedArray> arrays = new ArrayList<>();
    optimizers.values().forEach(optimizer -> arrays.addAll(ModelFiles.arrays(optimizer)));
    arrays.addAll(idleState);
    return arrays;
  }

  /** Returns how many updates each optimizer has made, by the discriminator's part. */
  Map<String, Long> updates() {
    Map<String, Long> updates = new LinkedHashMap<>();
    optimizers.forEach((part, optimizer) -> updates.put(name(part), optimizer.iterations()));
    updates.putAll(idleUpdates);
    return updates;
  }

  private String name(StepPart part) {
    return model.discriminators().parameters(part).get(0).part();
  }

  /**
   * Takes over what a checkpoint holds. A discriminator that it does not hold, or holds in another
   * size, starts from initial values.
   *
   * @param seed of initial values
   * @param warnings told of those that start from initial values
   */
  void restore(StoredCheckpoint stored, long seed, Consumer<String> warnings) throws IOException {
    try (SafetensorsReader weights = stored.openWeights();
        SafetensorsReader state = stored.openOptimizer()) {
      for (Map.Entry<StepPart, Optimizer> one : optimizers.entrySet()) {
        String name = name(one.getKey());
        if (!holds(weights, one.getKey())) {
          model.initialise(seed, List.of(name));
          warnings.accept(
              stored.folder().getFileName()
                  + " holds no discriminator "
                  + name
                  + " of this size: it starts from initial values");
          continue;
        }
        for (Map.Entry<String, FloatBuffer> memory : model.weights(one.getKey()).entrySet()) {
          weights.read(memory.getKey(), memory.getValue());
        }
        long updates = stored.state().discriminatorUpdates().getOrDefault(name, 0L);
        Map<String, FloatBuffer> arrays = new LinkedHashMap<>();
        state(name, state).forEach(array -> arrays.put(array.name(), array.values()));
        one.getValue().restore(updates, arrays);
      }
      for (String part : List.of(CodeDiscriminator.PART, PatchDiscriminator.PART)) {
        if (optimizers.keySet().stream().noneMatch(active -> name(active).equals(part))) {
          keep(part, stored, weights, state);
        }
      }
    }
  }

  private void keep(
      String part, StoredCheckpoint stored, SafetensorsReader weights, SafetensorsReader state)
      throws IOException {
    for (String array : weights.names()) {
      if (array.startsWith(part + "/")) {
        idleWeights.add(weights.read(array));
      }
    }
    idleState.addAll(state(part, state));
    Long updates = stored.state().discriminatorUpdates().get(part);
    if (updates != null) {
      idleUpdates.put(part, updates);
    }
  }

  private boolean holds(SafetensorsReader weights, StepPart part) throws IOException {
    for (Parameter parameter : model.discriminators().parameters(part)) {
      if (!weights.names().contains(parameter.name())
          || !weights.shape(parameter.name()).equals(parameter.dims().sizes())) {
        return false;
      }
    }
    return true;
  }

  /** Reads the state of one discriminator's optimizer, not that of the model's, which is large. */
  private static List<NamedArray> state(String part, SafetensorsReader state) throws IOException {
    List<NamedArray> arrays = new ArrayList<>();
    for (String array : state.names()) {
      if (array.matches("[a-z]+_" + part + "/.*")) {
        arrays.add(state.read(array));
      }
    }
    return arrays;
  }

  @Override
  public void close() {
    optimizers.values().forEach(Optimizer::close);
  }
}
