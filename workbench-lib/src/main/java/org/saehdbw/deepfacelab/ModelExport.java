package org.saehdbw.deepfacelab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.runs.RunFolder;

/**
 * Writes a run's newest checkpoint as a model that DeepFaceLab goes on with: class SAEHDBW if it is
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
   * Writes the model's files beside their places and renames them, {@code data.dat} last. Default
   * options of the class that are there already stay.
   *
   * @param folder where they go; created when absent, other models in it are left alone
   * @throws IllegalArgumentException if the model is there already and may not be replaced
   * @throws IOException if the run is damaged, its model is none of DeepFaceLab's, or a file cannot
   *     be written; nothing is left of it then
   */
  public ExportedModel into(Path folder) throws IOException {
    RunModel model = RunModel.open(run);
    ModelFolder target =
        new ModelFolder(
            folder, name.orElse(model.name()), ModelClass.ofChannels(model.spec().channels()));
    List<Path> there = existing(target);
    if (!there.isEmpty() && !force) {
      throw new IllegalArgumentException(
          "%s: holds a model %s already; force (--force) replaces it"
              .formatted(folder, target.prefix()));
    }
    Files.createDirectories(folder);
    Path aside =
        Files.createDirectory(
            folder.resolve(".writing-" + ProcessHandle.current().pid() + "-" + System.nanoTime()));
    try {
      ModelFolder written = new ModelFolder(aside, target.name(), target.modelClass());
      List<Path> files = new ModelWriter(model, written).write();
      if (Files.exists(target.defaultOptions())) {
        files.remove(written.defaultOptions());
        Files.delete(written.defaultOptions());
      }
      List<Path> moved = new ArrayList<>();
      for (Path file : files) {
        Path place = folder.resolve(file.getFileName());
        Files.move(
            file, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        moved.add(place);
      }
      there.removeAll(moved);
      for (Path stale : there) {
        Files.deleteIfExists(stale);
      }
      return new ExportedModel(
          folder,
          target.name(),
          target.modelClass(),
          model.spec(),
          model.checkpoint().state().iteration(),
          moved,
          remarks(model));
    } finally {
      delete(aside);
    }
  }

  private static List<String> remarks(RunModel model) throws IOException {
    List<String> remarks = new ArrayList<>(model.remarks());
    if (model.optimizer().isEmpty()) {
      remarks.add("the run has no optimizer state yet: DeepFaceLab begins with moments of zero");
    }
    return remarks;
  }

  /** All files of a model of this name that DeepFaceLab would read. */
  private static List<Path> existing(ModelFolder target) {
    Set<String> entries = new LinkedHashSet<>();
    for (ModelSpec.Family family : ModelSpec.Family.values()) {
      ModelFolder.parts(family).forEach(part -> entries.add(part + ".npy"));
    }
    entries.addAll(ModelFolder.DISCRIMINATORS);
    entries.add(ModelFolder.OPTIMIZER);
    entries.add(ModelFolder.DATA);
    List<Path> there = new ArrayList<>();
    for (String entry : entries) {
      if (Files.exists(target.file(entry))) {
        there.add(target.file(entry));
      }
    }
    return there;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
