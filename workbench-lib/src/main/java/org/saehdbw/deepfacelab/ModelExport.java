package org.saehdbw.deepfacelab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.saehdbw.files.FileTree;
import org.saehdbw.runs.RunFolder;

/**
 * Writes a run's newest checkpoint as a model that DeepFaceLab can continue: class SAEHDBW if it is
 * gray, SAEHD if it is in colour.
 *
 * <pre>{@code
 * ExportedModel model = ModelExport.of(run.folder()).into(Path.of("workspace/model"));
 * }</pre>
 *
 * <p>What the run was made of comes back with it: options that we have no setting for, the losses
 * as they were written, the preview sample, discriminators. An instance never changes; each method
 * returns another one.
 */
public final class ModelExport {
  private static final String NAME = "[^/\\\\:*?\"<>|\\p{Cntrl}]+";

  private final RunFolder run;
  private final Optional<String> name;
  private final boolean force;

  private ModelExport(RunFolder run, Optional<String> name, boolean force) {
    this.run = run;
    this.name = name;
    this.force = force;
  }

  /** Takes a run. */
  public static ModelExport of(RunFolder run) {
    return new ModelExport(run, Optional.empty(), false);
  }

  /**
   * Names the model; without this it has the name that it came with, or the run's.
   *
   * @throws IllegalArgumentException if DeepFaceLab cannot have a model of this name
   */
  public ModelExport name(String wanted) {
    if (!wanted.matches(NAME) || wanted.contains("_") || !wanted.equals(wanted.strip())) {
      throw new IllegalArgumentException(
          "a model's name must be a file name without underscores, at which DeepFaceLab cuts it,"
              + " got '"
              + wanted
              + "'");
    }
    return new ModelExport(run, Optional.of(wanted), force);
  }

  /** Replaces a model of the same name and class. */
  public ModelExport force() {
    return new ModelExport(run, name, true);
  }

  /**
   * Writes the model's files aside and onto the disk, and only then puts them in place of those of
   * a model that is replaced, as {@link ModelSwap} does. Default options of the class that are
   * there already stay.
   *
   * @param folder where they go; created when absent, other models in it are left alone
   * @throws IllegalArgumentException if the model is there already and may not be replaced
   * @throws ModelFileException if another process is replacing the model, or was killed at it
   * @throws IOException if the run is damaged, its model is none of DeepFaceLab's, or a file cannot
   *     be written; the folder is as it was then
   */
  public ExportedModel into(Path folder) throws IOException {
    return into(folder, ModelSwap.RENAME);
  }

  /** Writes the files, and moves them by something that a test may let fail. */
  ExportedModel into(Path folder, ModelSwap.Mover mover) throws IOException {
    RunModel model = RunModel.open(run);
    ModelFolder target =
        new ModelFolder(
            folder, name.orElse(model.name()), ModelClass.ofChannels(model.spec().channels()));
    ModelSwap swap = new ModelSwap(target, mover);
    ModelSwap.requireFinished(folder, Optional.of(target.prefix()));
    swap.requireFreeOr(force);
    Files.createDirectories(folder);
    Path aside =
        Files.createDirectory(
            folder.resolve(".writing-" + ProcessHandle.current().pid() + "-" + System.nanoTime()));
    try {
      ModelFolder written = new ModelFolder(aside, target.name(), target.modelClass());
      List<Path> files = new ModelWriter(model, written).write();
      List<Path> moved = swap.replace(files, force, aside.resolve("old"));
      return new ExportedModel(
          folder,
          target.name(),
          target.modelClass(),
          model.spec(),
          model.checkpoint().state().iteration(),
          moved,
          remarks(model));
    } finally {
      FileTree.delete(aside);
    }
  }

  private static List<String> remarks(RunModel model) throws IOException {
    List<String> remarks = new ArrayList<>(model.remarks());
    if (model.optimizer().isEmpty()) {
      remarks.add("the run has no optimizer state yet: DeepFaceLab begins with moments of zero");
    }
    return remarks;
  }
}
