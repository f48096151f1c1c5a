package org.saehdbw.deepfacelab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.checkpoints.NamedArray;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.training.ImportedDiscriminator;
import org.saehdbw.training.steps.Discriminators;

/**
 * A discriminator as DeepFaceLab saved it beside a model, its files open and checked against what
 * the settings say it is; arrays are read when asked for.
 *
 * @param files which one it is
 * @param parameters its weights, in definition order
 * @param weights the file of the weights
 * @param optimizer the state of its optimizer, if there is a file that fits
 */
record StoredDiscriminator(
    ModelFolder.Discriminator files,
    List<Parameter> parameters,
    ArrayFile weights,
    Optional<OptimizerFile> optimizer)
    implements AutoCloseable {

  /**
   * Opens the files of one discriminator. DeepFaceLab silently initialises one whose file is
   * missing or of another size; here that is a remark.
   *
   * @param wanted what the model is trained with
   * @param spec the model
   * @param remarks told of what starts from initial values, and of elements that are converted
   * @return nothing if the model is trained without it, or it starts from initial values
   * @throws ModelFileException if a file is damaged
   * @throws IOException if a file cannot be read
   */
  static Optional<StoredDiscriminator> open(
      ModelFolder folder,
      ModelFolder.Discriminator files,
      Discriminators wanted,
      ModelSpec spec,
      Consumer<String> remarks)
      throws IOException {
    List<Parameter> parameters = wanted.parameters(files.step());
    if (parameters.isEmpty()) {
      return Optional.empty();
    }
    Path file = folder.file(files.weights());
    String fresh = files + " starts from initial values";
    if (!Files.exists(file)) {
      remarks.accept("no " + file.getFileName() + ": " + fresh);
      return Optional.empty();
    }
    String owner = files + " of " + spec;
    ArrayFile weights = ArrayFile.open(file);
    try {
      StoredModel.check(weights, parameters, owner);
      ModelInfo.converted(weights).ifPresent(remarks);
      return Optional.of(
          new StoredDiscriminator(
              files, parameters, weights, optimizer(folder, files, parameters, owner, remarks)));
    } catch (ModelFileException.OtherModel e) {
      weights.close();
      remarks.accept(e.getMessage() + "; " + fresh);
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  private static Optional<OptimizerFile> optimizer(
      ModelFolder folder,
      ModelFolder.Discriminator files,
      List<Parameter> parameters,
      String owner,
      Consumer<String> remarks)
      throws IOException {
    Path file = folder.file(files.optimizer());
    String zero = "the moments of " + files + " start at zero";
    if (!Files.exists(file)) {
      remarks.accept("no " + file.getFileName() + ": " + zero);
      return Optional.empty();
    }
    ArrayFile arrays = ArrayFile.open(file);
    try {
      return Optional.of(OptimizerFile.of(arrays, owner, parameters));
    } catch (ModelFileException.OtherModel e) {
      arrays.close();
      remarks.accept(e.getMessage() + "; " + zero);
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      arrays.close();
      throw e;
    }
  }

  /** Reads all arrays into our layout. */
  ImportedDiscriminator load() throws IOException {
    List<NamedArray> state = new ArrayList<>();
    if (optimizer.isPresent()) {
      state.addAll(optimizer.get().load(parameters));
    }
    return new ImportedDiscriminator(
        files.part(),
        StoredModel.load(weights, parameters),
        state,
        optimizer.map(OptimizerFile::updates).orElse(0L));
  }

  @Override
  public void close() throws IOException {
    weights.close();
    if (optimizer.isPresent()) {
      optimizer.get().file().close();
    }
  }
}
