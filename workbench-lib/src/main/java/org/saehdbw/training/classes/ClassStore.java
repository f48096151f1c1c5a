package org.saehdbw.training.classes;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.saehdbw.extensions.HasShortName;
import org.saehdbw.files.FileDigest;
import org.saehdbw.files.FileTree;
import org.saehdbw.files.Sha256;

/** Compiles losses and blocks into class folders, and compares them with those of a folder. */
public final class ClassStore {
  private static final String SHELF = ".classes";
  private static final int DIGITS = 12;

  private ClassStore() {}

  /**
   * Compiles the classes of some objects into one folder. The same source gives the same folder.
   *
   * @param parts losses and blocks of a notebook or of class folders; at least one
   * @param results the folder of runs, sweeps or comparisons; the folder is made below its {@code
   *     .classes}
   * @throws IllegalArgumentException if another process cannot make one of the objects; the message
   *     says why and nothing is written
   */
  public static ClassFolder store(List<? extends HasShortName> parts, Path results)
      throws IOException {
    int java = SourceCompiler.OLDEST_JAVA;
    List<StoredPart> stored = new ArrayList<>();
    Map<String, byte[]> files = new TreeMap<>();
    for (HasShortName part : parts) {
      PartSource source = PartSource.of(part);
      if (stored.contains(source.part())) {
        continue;
      }
      requireOtherName(source.part(), stored);
      PartSource.ClassFiles compiled = source.classFiles().get();
      java = Math.max(java, compiled.java());
      stored.add(source.part());
      files.putAll(compiled.files());
    }
    Map<String, FileDigest> digests = new TreeMap<>();
    files.forEach(
        (path, bytes) -> digests.put(path, new FileDigest(bytes.length, Sha256.hex(bytes))));
    ClassManifest manifest = new ClassManifest(java, stored, digests);
    String sha256 = Sha256.hex(manifest.toJson());
    String names = stored.stream().map(StoredPart::name).collect(Collectors.joining("-"));
    Path path =
        results.toAbsolutePath().resolve(SHELF).resolve(names + "-" + sha256.substring(0, DIGITS));
    TrustedClasses.add(sha256, path);
    return isWhole(path) ? ClassFolder.open(path) : ClassFolder.write(path, manifest, files);
  }

  /**
   * Whether every process of this class path finds the class by its name and makes the same object
   * by the constructor without arguments.
   */
  public static boolean isOnClassPath(HasShortName part) {
    Class<?> type = part.getClass();
    try {
      return Modifier.isPublic(type.getModifiers())
          && Class.forName(type.getName(), false, ClassStore.class.getClassLoader()) == type
          && Modifier.isPublic(type.getConstructor().getModifiers())
          && ObjectRecipe.of(part.shortName(), part).isEmpty();
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      return false;
    }
  }

  private static void requireOtherName(StoredPart part, List<StoredPart> others) {
    for (StoredPart other : others) {
      if (other.label().equals(part.label())) {
        throw new IllegalArgumentException(
            part.label()
                + " is the name of two different objects; settings tell them apart by"
                + " shortName(), so each needs its own");
      }
    }
  }

  /** A damaged folder is removed: it is written once more. */
  private static boolean isWhole(Path path) throws IOException {
    if (!Files.exists(path)) {
      return false;
    }
    try {
      ClassFolder.open(path).read();
      return true;
    } catch (ClassFolderException e) {
      FileTree.delete(path);
      return false;
    }
  }

  /**
   * Compares objects with what a class folder holds under their names.
   *
   * @param run named in the message
   * @throws IllegalArgumentException if the source or a value of one differs; the message has the
   *     first line that does
   * @throws ClassFolderException if a file of the folder is damaged
   */
  public static void requireSame(List<? extends HasShortName> parts, ClassFolder folder, String run)
      throws IOException {
    Map<String, byte[]> files = folder.read();
    for (HasShortName part : parts) {
      PartSource own = PartSource.of(part);
      for (StoredPart stored : folder.manifest().parts()) {
        byte[] bytes = files.get(own.path());
        if (stored.label().equals(own.part().label()) && bytes != null) {
          difference(own, stored, new String(bytes, StandardCharsets.UTF_8))
              .ifPresent(
                  what -> {
                    throw new IllegalArgumentException(
                        stored.label()
                            + ": is not what "
                            + run
                            + " was trained with: "
                            + what
                            + "; resume without with(...) to continue with the stored class ("
                            + folder.path().resolve(own.path())
                            + "), or start a new run");
                  });
        }
      }
    }
  }

  private static Optional<String> difference(PartSource own, StoredPart stored, String source) {
    List<String> mine = CellsFile.declarations(own.source()).lines().toList();
    List<String> theirs = CellsFile.declarations(source).lines().toList();
    for (int i = 0; i < Math.max(mine.size(), theirs.size()); i++) {
      String here = i < mine.size() ? mine.get(i).strip() : "";
      String there = i < theirs.size() ? theirs.get(i).strip() : "";
      if (!here.equals(there)) {
        return Optional.of("'" + there + "' is now '" + here + "'");
      }
    }
    return own.part().arguments().equals(stored.arguments())
        ? Optional.empty()
        : Optional.of(stored.arguments() + " is now " + own.part().arguments());
  }
}
