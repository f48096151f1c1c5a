package org.saehdbw.facesets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Takes a pack's files out again, byte for byte, those too that are no faces. Nothing is ever
 * written outside of the folder or over a file with other content; what is there already is passed
 * over, so that unpacking again goes on where it was stopped. The pack stays.
 */
public final class PackUnpacker {
  private PackUnpacker() {}

  /**
   * Unpacks into a folder: {@code folder/file}, and of a pack of persons {@code
   * folder/person/file}.
   *
   * @param pack the pack's file
   * @param folder is made if it is not there
   * @param progress told after each file how many are there
   * @throws FaceFileException if the pack cannot be read or is refused, or a file of that name with
   *     other content is there; then nothing is written
   * @throws IOException if writing fails
   */
  public static UnpackSummary unpack(Path pack, Path folder, IntConsumer progress)
      throws FaceFileException, IOException {
    PackIndex index = PackIndex.read(pack);
    Files.createDirectories(folder);
    Path root = folder.toRealPath();
    List<PackedFile> missing = new ArrayList<>();
    for (PackedFile packed : index.files()) {
      if (isMissing(index, packed, target(root, folder, packed))) {
        missing.add(packed);
      }
    }
    int there = index.files().size() - missing.size();
    long bytes = 0;
    for (int i = 0; i < missing.size(); i++) {
      PackedFile packed = missing.get(i);
      write(folder.resolve(packed.config().name()), index.bytes(packed));
      bytes += packed.length();
      progress.accept(there + i + 1);
    }
    return new UnpackSummary(folder.toString(), missing.size(), there, bytes, false);
  }

  private static Path target(Path root, Path folder, PackedFile packed)
      throws FaceFileException, IOException {
    Path file = folder.resolve(packed.config().name());
    Path parent = file.getParent();
    // Names were checked; a folder that is there may still be a link to somewhere else.
    if (parent != null && Files.exists(parent) && !parent.toRealPath().startsWith(root)) {
      throw new FaceFileException(parent + " leads out of " + folder + ", nothing was unpacked");
    }
    return file;
  }

  private static boolean isMissing(PackIndex index, PackedFile packed, Path file)
      throws FaceFileException, IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    if (Files.isRegularFile(file)
        && Files.size(file) == packed.length()
        && Arrays.equals(Files.readAllBytes(file), index.bytes(packed))) {
      return false;
    }
    throw new FaceFileException(
        file + " is there already with other content, nothing was unpacked");
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Path aside = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      Files.write(aside, bytes);
      Files.move(aside, file);
    } finally {
      Files.deleteIfExists(aside);
    }
  }
}
