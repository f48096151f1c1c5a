package org.saehdbw.training.classes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.saehdbw.extensions.HasShortName;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.files.FileDigest;
import org.saehdbw.files.FileTree;
import org.saehdbw.files.Rename;
import org.saehdbw.files.Sha256;

/**
 * A folder with the classes of a user's own losses and blocks, their source, and a manifest.
 *
 * @param path the folder
 * @param manifest what is in it
 * @param sha256 of the manifest's file, by which the folder is known
 */
public record ClassFolder(Path path, ClassManifest manifest, String sha256) {
  private static final String ASIDE = ".making-";

  /**
   * Opens a folder; its classes are not looked at yet.
   *
   * @throws ClassFolderException if its manifest is missing or damaged, or too new for this program
   */
  public static ClassFolder open(Path path) throws IOException {
    ClassManifest manifest = ClassManifest.read(path);
    return new ClassFolder(path, manifest, Sha256.hex(path.resolve(ClassManifest.FILE)));
  }

  /** Writes a folder; it is complete or does not exist. */
  static ClassFolder write(Path path, ClassManifest manifest, Map<String, byte[]> files)
      throws IOException {
    Path parent = path.toAbsolutePath().resolveSibling("");
    Files.createDirectories(parent);
    String name = ASIDE + ProcessHandle.current().pid() + "-" + System.nanoTime();
    Path aside = Files.createDirectory(parent.resolve(name));
    try {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path target = aside.resolve(file.getKey());
        Files.createDirectories(target.resolveSibling(""));
        AtomicFile.writeDurable(target, file.getValue());
      }
      AtomicFile.writeDurable(aside.resolve(ClassManifest.FILE), manifest.toJson());
      Rename.toFree(aside, path);
    } catch (IOException e) {
      FileTree.deleteAfter(aside, e);
      // Another process may have been faster.
      if (!Files.exists(path.resolve(ClassManifest.FILE))) {
        throw e;
      }
    }
    return open(path);
  }

  /**
   * Copies the folder.
   *
   * @throws ClassFolderException if a file of it is damaged
   */
  ClassFolder copyTo(Path target) throws IOException {
    return write(target, manifest, read());
  }

  /**
   * Reads every file and compares it with the manifest.
   *
   * @return contents by path inside the folder
   * @throws ClassFolderException if a file is missing or was changed
   */
  public Map<String, byte[]> read() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (Map.Entry<String, FileDigest> entry : manifest.files().entrySet()) {
      Path file = path.resolve(entry.getKey());
      byte[] bytes;
      try {
        bytes = Files.readAllBytes(file);
      } catch (NoSuchFileException e) {
        throw new ClassFolderException.Damaged(file + ": is missing");
      }
      if (!new FileDigest(bytes.length, Sha256.hex(bytes)).equals(entry.getValue())) {
        throw new ClassFolderException.Damaged(
            file
                + ": its SHA-256 is not the one in "
                + ClassManifest.FILE
                + ", so its bytes were changed; put the file back, or start a new run");
      }
      files.put(entry.getKey(), bytes);
    }
    return files;
  }

  /** Names the parts: {@code block 'gated', extra_loss 'edge'}. */
  public String label() {
    return manifest.parts().stream().map(StoredPart::label).collect(Collectors.joining(", "));
  }

  /** Whether the classes were compiled in this checkout, or the user has allowed them. */
  public boolean isTrusted() {
    return TrustedClasses.holds(sha256);
  }

  /**
   * Allows the classes to run in this checkout, after all files were compared.
   *
   * @throws ClassFolderException if a file is damaged
   */
  public void trust() throws IOException {
    read();
    TrustedClasses.add(sha256, path.toAbsolutePath());
  }

  /**
   * Makes the object of a part. This runs the folder's code.
   *
   * @throws ClassFolderException if the folder is not trusted here, a file is damaged, or the class
   *     does not fit this workbench
   */
  <T extends HasShortName> T load(StoredPart part, Class<T> type) throws IOException {
    if (!isTrusted()) {
      throw new ClassFolderException.NotTrusted(
          String.format(
              Locale.ROOT,
              "%s holds classes (%s) that were not compiled in this checkout, and loading them runs"
                  + " them; read their source there, then allow them with: ./workbench runs trust"
                  + " %s",
              path,
              label(),
              path));
    }
    try {
      StoredClassLoader loader = new StoredClassLoader(manifest.java(), read());
      Class<?> found = Class.forName(part.className(), true, loader);
      T object = type.cast(ObjectRecipe.make(found, part.arguments()));
      if (object.shortName().equals(part.name())) {
        return object;
      }
      throw unusable(part, "it calls itself '" + object.shortName() + "'");
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      throw unusable(part, "it does not fit this workbench: " + reason);
    }
  }

  private ClassFolderException unusable(StoredPart part, String why) {
    return new ClassFolderException.Damaged(
        path + ": " + part.label() + " (" + part.className() + ") cannot be made: " + why);
  }
}
