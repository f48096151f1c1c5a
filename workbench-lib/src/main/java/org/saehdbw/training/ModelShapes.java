package org.saehdbw.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.saehdbw.architectures.ModelSettings;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.architectures.Network;
import org.saehdbw.checkpoints.FileProblem;
import org.saehdbw.checkpoints.SafetensorsReader;
import org.saehdbw.checkpoints.StoredCheckpoint;
import org.saehdbw.layers.BlockKind;
import org.saehdbw.layers.StandardBlock;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.training.classes.OwnClasses;
import org.saehdbw.training.components.CustomComponents;
import org.saehdbw.training.plan.TrainingPlan;

/**
 * Compares the arrays of a generation with the run's model. Arrays that a resume does not need,
 * such as those of a discriminator or of another optimizer, may be there or not.
 */
final class ModelShapes {
  private final StoredCheckpoint stored;
  private final Optional<Settings> settings;

  /**
   * Takes a generation whose checksums are right.
   *
   * @param settings the run's, which say what the model is; without them its state does
   */
  ModelShapes(StoredCheckpoint stored, Optional<Settings> settings) {
    this.stored = stored;
    this.settings = settings;
  }

  /** Returns what is wrong, at most one problem a file. */
  List<FileProblem> problems() throws IOException {
    List<FileProblem> problems = new ArrayList<>();
    String model = stored.state().model();
    try {
      ModelSpec held = ModelSpec.parse(model);
      ModelSpec spec = settings.isPresent() ? ModelSettings.spec(settings.get()) : held;
      if (!spec.equals(held)) {
        problems.add(
            new FileProblem(
                StoredCheckpoint.STATE, "must be of the run's model " + spec + ", got " + held));
        return problems;
      }
      Optional<BlockKind> block = block();
      if (block.isPresent()) {
        add(
            problems,
            StoredCheckpoint.WEIGHTS,
            weightsProblem(Network.of(spec, block.get()).parameters(), spec));
      }
    } catch (SettingsException | IllegalArgumentException e) {
      problems.add(
          new FileProblem(
              StoredCheckpoint.WEIGHTS,
              "cannot be compared with the model " + model + ": " + e.getMessage()));
    }
    add(problems, StoredCheckpoint.OPTIMIZER, optimizerProblem());
    return problems;
  }

  private static void add(List<FileProblem> problems, String file, String wrong) {
    if (!wrong.isEmpty()) {
      problems.add(new FileProblem(file, wrong));
    }
  }

  /** Says why the weights' shapes were not compared; empty where they are. */
  Optional<String> remark() throws IOException {
    if (block().isPresent()) {
      return Optional.empty();
    }
    String start = "the shapes of the weights were not compared: ";
    if (settings.isPresent() && !settings.get().get(OwnClasses.OWN_CLASSES).isEmpty()) {
      try {
        OwnClasses.complete(CustomComponents.NONE, settings.get());
      } catch (SettingsException e) {
        return Optional.of(start + e.getMessage());
      }
    }
    return Optional.of(
        start
            + "block '"
            + ModelFiles.block(stored)
            + "' was not found; WORKBENCH_CLASS_PATH names the classes of your own");
  }

  private Optional<BlockKind> block() throws IOException {
    try {
      return Optional.of(
          settings.isPresent()
              ? TrainingPlan.findBlock(settings.get(), CustomComponents.NONE)
              : StandardBlock.BY_NAME.find(ModelFiles.block(stored)));
    } catch (SettingsException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private String weightsProblem(List<Parameter> parameters, ModelSpec spec) throws IOException {
    List<String> wrong = new ArrayList<>();
    try (SafetensorsReader weights = stored.openWeights()) {
      for (Parameter parameter : parameters) {
        String must =
            spec + " must have " + parameter.name() + " of shape " + parameter.dims().sizes();
        if (!weights.names().contains(parameter.name())) {
          wrong.add(must + ", the file has not");
        } else if (!weights.shape(parameter.name()).equals(parameter.dims().sizes())) {
          wrong.add(must + ", got " + weights.shape(parameter.name()));
        }
      }
    }
    return summary(wrong);
  }

  /** State of a weight has the weight's shape; its name is that of the weight behind a kind. */
  private String optimizerProblem() throws IOException {
    List<String> wrong = new ArrayList<>();
    try (SafetensorsReader weights = stored.openWeights();
        SafetensorsReader state = stored.openOptimizer()) {
      for (String name : state.names()) {
        String weight = name.substring(name.indexOf('_') + 1);
        if (weights.names().contains(weight) && !weights.shape(weight).equals(state.shape(name))) {
          wrong.add(
              name + " must be of shape " + weights.shape(weight) + ", got " + state.shape(name));
        }
      }
    }
    return summary(wrong);
  }

  private static String summary(List<String> wrong) {
    if (wrong.isEmpty()) {
      return "";
    }
    int more = wrong.size() - 1;
    return wrong.get(0) + (more == 0 ? "" : "; " + more + " more arrays are wrong");
  }
}
