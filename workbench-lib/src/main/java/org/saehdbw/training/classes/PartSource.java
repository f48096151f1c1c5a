package org.saehdbw.training.classes;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.saehdbw.extensions.HasShortName;
import org.saehdbw.layers.BlockKind;
import org.saehdbw.layers.StandardBlock;
import org.saehdbw.losses.WeightedLoss;

/**
 * A loss or block with the source of its class.
 *
 * @param part how its object is made
 * @param path of the source in a class folder
 * @param source the whole Java file
 * @param classFiles compiles it, or gives what was compiled before
 */
record PartSource(StoredPart part, String path, String source, Supplier<ClassFiles> classFiles) {
  /**
   * Compiled classes.
   *
   * @param java the oldest version of Java that loads them
   * @param files contents by path, the source among them
   */
  record ClassFiles(int java, Map<String, byte[]> files) {}

  /**
   * Finds the source of an object's class: that of a notebook, or of a class folder.
   *
   * @throws IllegalArgumentException if it has none, or another process cannot make the object
   */
  static PartSource of(HasShortName object) {
    String setting =
        object instanceof BlockKind ? StandardBlock.BLOCK.name() : WeightedLoss.EXTRA_LOSS.name();
    String label = setting + " '" + object.shortName() + "'";
    Class<?> type = object.getClass();
    if (type.isAnonymousClass() || type.isLocalClass()) {
      throw new IllegalArgumentException(
          label
              + ": is an object of a class without a name of its own; declare the class in a cell,"
              + " or train inProcess()");
    }
    if (type.getClassLoader() instanceof StoredClassLoader loader) {
      List<String> arguments = ObjectRecipe.of(label, object);
      return stored(new StoredPart(setting, object.shortName(), type.getName(), arguments), loader);
    }
    NotebookClass found =
        NotebookSources.findAnywhere(type)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        label
                            + ": "
                            + type.getName()
                            + " is not a class of a notebook's cells and not a public class of the"
                            + " class path with a constructor without arguments; train inProcess(),"
                            + " or name a class that is on the class path by"
                            + " WORKBENCH_CLASS_PATH"));
    CellsFile file = CellsFile.of(setting + "_" + object.shortName(), found);
    String className =
        file.folder().replace('/', '.') + "." + CellsFile.HOLDER + "$" + found.name();
    StoredPart part =
        new StoredPart(setting, object.shortName(), className, ObjectRecipe.of(label, object));
    return new PartSource(part, file.path(), file.source(), () -> compile(part, found, file));
  }

  private static PartSource stored(StoredPart part, StoredClassLoader loader) {
    Map<String, byte[]> files = new TreeMap<>();
    loader
        .files()
        .forEach(
            (path, bytes) -> {
              if (path.startsWith(part.folder() + "/")) {
                files.put(path, bytes);
              }
            });
    String path = part.folder() + "/" + CellsFile.HOLDER + ".java";
    String source = new String(files.getOrDefault(path, new byte[0]), StandardCharsets.UTF_8);
    return new PartSource(part, path, source, () -> new ClassFiles(loader.java(), files));
  }

  private static ClassFiles compile(StoredPart part, NotebookClass type, CellsFile file) {
    SourceCompiler.Compiled compiled = SourceCompiler.compile(file.path(), file.source());
    if (compiled.error().isPresent()) {
      throw new IllegalArgumentException(
          part.label() + ": " + wrong(type, compiled.error().get()) + "; or train inProcess()");
    }
    Map<String, byte[]> files = new TreeMap<>(compiled.classes());
    files.put(file.path(), file.source().getBytes(StandardCharsets.UTF_8));
    return new ClassFiles(compiled.java(), files);
  }

  private static String wrong(NotebookClass type, SourceCompiler.SourceError error) {
    if (type.variables().contains(error.symbol())) {
      return type.outermost()
          + " uses the notebook's variable '"
          + error.symbol()
          + "' (in: "
          + error.line()
          + "), which another process does not have; write the value into the class, or make the"
          + " class a record with this component";
    }
    return type.outermost()
        + " cannot be compiled outside of the notebook: "
        + error.message()
        + (error.line().isEmpty() ? "" : " (in: " + error.line() + ")")
        + "; only cells and the class path of the workbench are known to another process";
  }
}
