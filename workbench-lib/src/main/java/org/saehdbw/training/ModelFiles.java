package org.saehdbw.training;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.checkpoints.Checkpoint;
import org.saehdbw.checkpoints.CheckpointException;
import org.saehdbw.checkpoints.NamedArray;
import org.saehdbw.checkpoints.SafetensorsReader;
import org.saehdbw.checkpoints.StoredCheckpoint;
import org.saehdbw.checkpoints.TrainingState;
import org.saehdbw.layers.BlockKind;
import org.saehdbw.layers.StandardBlock;
import org.saehdbw.optimizers.Optimizer;
import org.saehdbw.optimizers.OptimizerOptions;
import org.saehdbw.optimizers.Variable;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.training.plan.TrainingException;
import org.saehdbw.training.plan.TrainingPlan;
import org.saehdbw.training.steps.ModelStep;
import org.saehdbw.training.steps.StepPart;

/** Between a model with its optimizer and a checkpoint. Buffers are those of the model itself. */
public final class ModelFiles {
  private static final String BLOCK = "block";

  private ModelFiles() {}

  /** The model's weights as an optimizer knows them. */
  static List<Variable> variables(ModelStep model) {
    return variables(model.network().parameters());
  }

  /** Makes the optimizer of a part of the model, with zero state, where the model updates. */
  static Optimizer newOptimizer(TrainingPlan plan, ModelStep model, StepPart part) {
    if (model.updatesOnDevice()) {
      boolean adaBelief = plan.settings().get(OptimizerOptions.ADABELIEF);
      return model.newOptimizer(part, adaBelief, plan.optimizer());
    }
    return plan.newOptimizer(
        part == StepPart.MODEL
            ? variables(model)
            : variables(model.discriminators().parameters(part)));
  }

  /** Weights as an optimizer knows them. */
  static List<Variable> variables(List<Parameter> parameters) {
    return parameters.stream()
        .map(parameter -> new Variable(parameter.name(), parameter.dims().sizes()))
        .toList();
  }

  /** Weights as a checkpoint holds them, in the order of the parameters. */
  static List<NamedArray> arrays(List<Parameter> parameters, Map<String, FloatBuffer> memory) {
    return parameters.stream()
        .map(p -> new NamedArray(p.name(), p.dims().sizes(), memory(memory, p)))
        .toList();
  }

  /** An optimizer's state as a checkpoint holds it. */
  static List<NamedArray> arrays(Optimizer optimizer) {
    return optimizer.state().stream()
        .map(array -> new NamedArray(array.name(), array.shape(), array.values()))
        .toList();
  }

  static Checkpoint checkpoint(
      ModelStep model,
      Optimizer optimizer,
      DiscriminatorTraining discriminators,
      TrainingState state,
      OptionalDouble score) {
    List<NamedArray> weights =
        new ArrayList<>(arrays(model.network().parameters(), model.weights()));
    weights.addAll(discriminators.weights());
    List<NamedArray> arrays = new ArrayList<>(arrays(optimizer));
    arrays.addAll(discriminators.state());
    return new Checkpoint(state, weights, metadata(model.spec(), model.block()), arrays, score);
  }

  /** What the weights' file says of itself. */
  static Map<String, String> metadata(ModelSpec spec, BlockKind block) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("model", spec.toString());
    metadata.put("layout", "convolutions (out, in, height, width), dense (in, out)");
    metadata.put("flatten_order", "channel, row, column");
    metadata.put("depth_to_space", "DCR: channel = (block row * 2 + block column) * depth + c");
    metadata.put("channels", String.valueOf(spec.channels()));
    metadata.put(BLOCK, block.shortName());
    if (!(block instanceof StandardBlock)) {
      metadata.put("block_class", block.getClass().getName());
    }
    return metadata;
  }

  /**
   * Reads weights into the model.
   *
   * @throws CheckpointException.Corrupt if the file holds other weights than the model
   * @throws TrainingException if the file's model has other blocks
   */
  public static void readWeights(StoredCheckpoint stored, ModelStep model) throws IOException {
    Map<String, FloatBuffer> memory = model.weights();
    List<Parameter> parameters = model.network().parameters();
    try (SafetensorsReader reader = openWeights(stored, model.spec(), model.block(), parameters)) {
      for (Parameter parameter : parameters) {
        reader.read(parameter.name(), memory(memory, parameter));
      }
    }
  }

  /**
   * Opens the weights of a checkpoint that must be those of a model; the caller closes the reader.
   *
   * @param parameters the model's
   * @throws CheckpointException.Corrupt if the file holds other weights than the model
   * @throws TrainingException if the file's model has other blocks
   */
  public static SafetensorsReader openWeights(
      StoredCheckpoint stored, ModelSpec spec, BlockKind block, List<Parameter> parameters)
      throws IOException {
    SafetensorsReader reader = stored.openWeights();
    try {
      String held = block(reader);
      if (!held.equals(block.shortName())) {
        throw new TrainingException(
            String.format(
                Locale.ROOT,
                "%s holds a model of '%s' blocks, this one has '%s': set block to what it was"
                    + " trained with",
                stored.folder(),
                held,
                block.shortName()));
      }
      for (Parameter parameter : parameters) {
        if (!reader.names().contains(parameter.name())
            || !reader.shape(parameter.name()).equals(parameter.dims().sizes())) {
          throw new CheckpointException.Corrupt(
              String.format(
                  Locale.ROOT,
                  "%s: %s must have %s of shape %s, the file has not",
                  stored.folder(),
                  spec,
                  parameter.name(),
                  parameter.dims().sizes()));
        }
      }
      return reader;
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /** The short name of the blocks of a stored model. */
  static String block(StoredCheckpoint stored) throws IOException {
    try (SafetensorsReader reader = stored.openWeights()) {
      return block(reader);
    }
  }

  /** Files from before there was a choice say nothing. */
  private static String block(SafetensorsReader reader) {
    return reader.metadata().getOrDefault(BLOCK, StandardBlock.RESIDUAL.shortName());
  }

  /**
   * Reads the optimizer's state.
   *
   * @param dropped weights whose state starts at zero
   * @param warnings told when the file holds another optimizer's state
   */
  static void restoreOptimizer(
      StoredCheckpoint stored, Optimizer optimizer, Set<String> dropped, Consumer<String> warnings)
      throws IOException {
    Map<String, FloatBuffer> arrays = new LinkedHashMap<>();
    boolean empty;
    try (SafetensorsReader reader = stored.openOptimizer()) {
      empty = reader.names().isEmpty();
      for (NamedArray array : reader.readAll()) {
        if (dropped.stream().noneMatch(array.name()::endsWith)) {
          arrays.put(array.name(), array.values());
        }
      }
    }
    long missing =
        optimizer.restore(stored.state().optimizerIterations(), arrays).stream()
            .filter(name -> dropped.stream().noneMatch(name::endsWith))
            .count();
    if (missing > 0) {
      warnings.accept(
          stored.folder().getFileName()
              + (empty ? " holds no optimizer state: " : " holds another optimizer's state: ")
              + missing
              + " arrays start at zero");
    }
  }

  private static FloatBuffer memory(Map<String, FloatBuffer> weights, Parameter parameter) {
    FloatBuffer buffer = weights.get(parameter.name());
    if (buffer == null) {
      throw new IllegalStateException("the model has no weight " + parameter.name());
    }
    return buffer;
  }
}
