package org.saehdbw.facesets.packs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.files.Fsync;
import org.saehdbw.pictures.FaceFileException;

/** Removes what is there twice: the loose files of a pack, or the pack of loose files. */
public final class LooseFileCleanup {
  private LooseFileCleanup() {}

  /**
   * Removes the loose files that are in a pack, byte for byte, as it reads back from the disk.
   * Other files stay, those that packing left out too. Persons' folders that become empty go.
   *
   * @param pack the pack's file
   * @param folder where the loose files are
   * @param progress told after each file how many were looked at
   * @return how many were removed
   * @throws FaceFileException if the pack cannot be read, or holds a face that is of no use; then
   *     no file is removed
   * @throws IOException if a file cannot be removed
   */
  public static int delete(Path pack, Path folder, IntConsumer progress)
      throws FaceFileException, IOException {
    FacesetPack faces = FacesetPack.open(pack);
    if (!faces.rejected().isEmpty()) {
      Faceset.RejectedFile bad = faces.rejected().get(0);
      throw new FaceFileException(
          pack
              + ": no file is removed, the pack's "
              + bad.name()
              + " cannot be used: "
              + bad.reason());
    }
    // Its bytes are on the disk; that it is called this may not be yet.
    Fsync.of(PackIndex.folderOf(pack));
    int deleted = 0;
    Set<Path> folders = new LinkedHashSet<>();
    for (int i = 0; i < faces.entries().size(); i++) {
      Faceset.FaceEntry face = faces.entries().get(i);
      Path file = folder.resolve(face.name());
      if (isSame(file, faces.file(i).orElseThrow())) {
        Files.delete(file);
        deleted++;
        face.personName().ifPresent(person -> folders.add(folder.resolve(person)));
      }
      progress.accept(i + 1);
    }
    for (Path person : folders) {
      if (isEmpty(person)) {
        Files.delete(person);
      }
    }
    return deleted;
  }

  private static boolean isSame(Path file, byte[] bytes) throws IOException {
    return Files.isRegularFile(file)
        && Files.size(file) == bytes.length
        && Arrays.equals(Files.readAllBytes(file), bytes);
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  /**
   * Removes a pack whose every file stands in a folder, byte for byte, and on the disk.
   *
   * @param pack the pack's file
   * @param folder where it was unpacked
   * @throws FaceFileException if the pack cannot be read, or a file is missing or another; then it
   *     stays
   * @throws IOException if it cannot be removed
   */
  public static void deletePack(Path pack, Path folder) throws FaceFileException, IOException {
    deletePack(pack, folder, Fsync::of);
  }

  /** Waits until a file or folder is on the disk. */
  @FunctionalInterface
  interface Force {
    void apply(Path path) throws IOException;
  }

  static void deletePack(Path pack, Path folder, Force force)
      throws FaceFileException, IOException {
    PackIndex index = PackIndex.read(pack);
    Set<Path> folders = new LinkedHashSet<>();
    for (PackedFile packed : index.files()) {
      Path file = folder.resolve(packed.config().name());
      if (!isSame(file, index.bytes(packed))) {
        throw new FaceFileException(pack + ": the pack stays, " + file + " is not what it holds");
      }
      // What was compared may be in the computer's memory only.
      force.apply(file);
      packed.config().person().ifPresent(person -> folders.add(folder.resolve(person)));
    }
    folders.add(folder);
    for (Path changed : folders) {
      force.apply(changed);
    }
    Files.delete(pack);
  }
}
