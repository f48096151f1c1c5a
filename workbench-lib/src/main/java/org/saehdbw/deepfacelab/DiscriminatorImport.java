package org.saehdbw.deepfacelab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.ImportedDiscriminator;
import org.saehdbw.training.plan.TrainingPlan;
import org.saehdbw.training.steps.Discriminators;

/** What becomes of the discriminators beside a model: read for training, and kept as files. */
final class DiscriminatorImport {
  private final StoredModel model;
  private final ModelSpec target;
  private final Consumer<String> remarks;

  /**
   * Prepares an import.
   *
   * @param model the model as it was saved
   * @param target what it becomes, with other channels perhaps
   * @param remarks told of what is dropped, or starts from initial values
   */
  DiscriminatorImport(StoredModel model, ModelSpec target, Consumer<String> remarks) {
    this.model = model;
    this.target = target;
    this.remarks = remarks;
  }

  /** Pictures of other channels than it was trained with are none for a discriminator. */
  private boolean isDropped(ModelFolder.Discriminator files) {
    return files == ModelFolder.Discriminator.PATCH && !target.equals(model.spec());
  }

  /** Returns the names of the files that stay of use. */
  List<String> kept() {
    List<String> kept = new ArrayList<>(model.discriminators());
    for (ModelFolder.Discriminator files : ModelFolder.Discriminator.values()) {
      for (String file : List.of(files.weights(), files.optimizer())) {
        if (isDropped(files) && kept.remove(file)) {
          remarks.accept(file + " is dropped: it judges pictures of other channels");
        }
      }
    }
    return kept;
  }

  /**
   * Reads those that the model is trained with. The others stay files.
   *
   * @param settings of the run
   * @throws SettingsException if patches do not fit the model's pictures
   * @throws ModelFileException if a file is damaged
   * @throws IOException if a file cannot be read
   */
  List<ImportedDiscriminator> load(Settings settings) throws IOException, SettingsException {
    Discriminators wanted = TrainingPlan.discriminators(settings);
    List<ImportedDiscriminator> loaded = new ArrayList<>();
    for (ModelFolder.Discriminator files : ModelFolder.Discriminator.values()) {
      if (!isDropped(files)) {
        Optional<StoredDiscriminator> stored = open(files, wanted);
        if (stored.isPresent()) {
          try (StoredDiscriminator open = stored.get()) {
            loaded.add(open.load());
          }
        }
      }
    }
    return loaded;
  }

  /**
   * Checks all files as an import does, without reading arrays.
   *
   * @throws ModelFileException if a file is damaged
   * @throws IOException if a file cannot be read
   */
  void check(Settings settings) throws IOException {
    for (String file : model.discriminators()) {
      ArrayFile.open(model.folder().file(file)).close();
    }
    Discriminators wanted;
    try {
      wanted = TrainingPlan.discriminators(settings);
    } catch (SettingsException e) {
      remarks.accept(String.valueOf(e.getMessage()));
      return;
    }
    for (ModelFolder.Discriminator files : ModelFolder.Discriminator.values()) {
      Optional<StoredDiscriminator> stored = open(files, wanted);
      if (stored.isPresent()) {
        stored.get().close();
      }
    }
  }

  private Optional<StoredDiscriminator> open(ModelFolder.Discriminator files, Discriminators wanted)
      throws IOException {
    return StoredDiscriminator.open(model.folder(), files, wanted, target, remarks);
  }
}
