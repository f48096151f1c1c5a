package org.saehdbw.facesets.packs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import org.saehdbw.faces.FaceFileBytes;
import org.saehdbw.facesets.FaceOrigins;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.files.Leftovers;
import org.saehdbw.pictures.FaceFileException;

/**
 * Takes a pack's files out again, byte for byte, those too that are no faces. Nothing is ever
 * written outside of the folder or over a file with other content; what is there already is passed
 * over, so that unpacking again goes on where it was stopped. The pack stays. Faces that were made
 * of others keep their {@code origins.csv}.
 */
public final class PackUnpacker {
  private final PackIndex index;
  private final FileChannel channel;
  private final Path folder;
  private final Set<String> persons = new HashSet<>();

  private PackUnpacker(PackIndex index, FileChannel channel, Path folder) {
    this.index = index;
    this.channel = channel;
    this.folder = folder;
  }

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
    try (FileChannel channel = FileChannel.open(pack)) {
      return new PackUnpacker(index, channel, folder).unpack(progress);
    }
  }

  private UnpackSummary unpack(IntConsumer progress) throws FaceFileException, IOException {
    List<PackedFile> missing = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Set<String> written = new HashSet<>();
    for (PackedFile packed : index.files()) {
      String name = packed.config().name();
      names.add(name);
      requireLength(packed);
      requireInside(packed.config());
      if (isMissing(packed, folder.resolve(name))) {
        missing.add(packed);
        written.add(name);
      }
    }
    int there = index.files().size() - missing.size();
    for (Path parent :
        written.stream().map(folder::resolve).map(Path::getParent).distinct().toList()) {
      Leftovers.deleteAll(parent);
    }
    long bytes = 0;
    for (int i = 0; i < missing.size(); i++) {
      PackedFile packed = missing.get(i);
      write(packed);
      bytes += packed.length();
      progress.accept(there + i + 1);
    }
    Map<String, String> origins = FaceOrigins.readFile(FacesetPack.originsFile(index.file()));
    origins.keySet().retainAll(names);
    FaceOrigins.replace(folder.resolve(FaceOrigins.FILE), written, origins);
    return new UnpackSummary(folder.toString(), missing.size(), there, bytes, false);
  }

  private void requireLength(PackedFile packed) throws FaceFileException {
    try {
      FaceFileBytes.requireLength(packed.length());
    } catch (FaceFileException e) {
      throw new FaceFileException(
          index.file()
              + ": "
              + packed.config().name()
              + ": "
              + e.getMessage()
              + ", nothing was unpacked",
          e);
    }
  }

  /** Names were checked; a person's folder that is there may still be a link to somewhere else. */
  private void requireInside(PackedConfig config) throws FaceFileException, IOException {
    if (config.person().isPresent() && persons.add(config.person().get())) {
      Path own = folder.resolve(config.person().get());
      if (Files.exists(own) && !own.toRealPath().startsWith(folder.toRealPath())) {
        throw new FaceFileException(own + " leads out of " + folder + ", nothing was unpacked");
      }
    }
  }

  private boolean isMissing(PackedFile packed, Path file) throws FaceFileException, IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    if (Files.isRegularFile(file)
        && Files.size(file) == packed.length()
        && Arrays.equals(Files.readAllBytes(file), index.bytes(channel, packed))) {
      return false;
    }
    throw new FaceFileException(
        file + " is there already with other content, nothing was unpacked");
  }

  private void write(PackedFile packed) throws IOException, FaceFileException {
    Path file = folder.resolve(packed.config().name());
    if (packed.config().person().isPresent()) {
      Files.createDirectories(folder.resolve(packed.config().person().get()));
    }
    AtomicFile.create(file, index.bytes(channel, packed));
  }
}
