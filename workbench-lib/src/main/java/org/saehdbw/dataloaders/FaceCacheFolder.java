package org.saehdbw.dataloaders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.files.Sha256;

/**
 * The folder of a loader's caches, held to its size: files that were not used for longest are
 * deleted first, those of this loader never; what does not fit is decoded each time.
 */
final class FaceCacheFolder {
  private static final String ENDING = ".faces";

  private final CacheOptions options;
  private final Consumer<String> warnings;
  private final Set<Path> mine = new HashSet<>();
  private long left;

  FaceCacheFolder(CacheOptions options, Consumer<String> warnings) {
    this.options = options;
    this.warnings = warnings;
    left = options.bytes();
  }

  /**
   * Opens the cache of one faceset in one form, or makes it.
   *
   * @param recipe everything that the kept pixels depend on besides the faces
   * @return nothing if no cache is wanted, the disk is full, or the folder cannot be used
   */
  Optional<FaceCache> open(Faceset faceset, FaceLayout layout, String recipe) {
    if (options.isOff()) {
      return Optional.empty();
    }
    byte[] key = Sha256.of(faceset.source() + "\n" + recipe + "\n" + layout);
    FaceCache.Form form = new FaceCache.Form(key, faceset.entries().size(), layout.bytes());
    Path file = options.folder().resolve(HexFormat.of().formatHex(key, 0, 12) + ENDING);
    long bytes = Math.min(form.fileBytes(), left);
    int room = form.room(bytes);
    if (room == 0) {
      return Optional.empty();
    }
    try {
      Files.createDirectories(options.folder());
      mine.add(file);
      makeRoom(options.bytes() - left + bytes);
      FaceCache cache = FaceCache.open(file, form, room, warnings);
      Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
      left -= bytes;
      return Optional.of(cache);
    } catch (IOException e) {
      warnings.accept(
          String.format(
              Locale.ROOT,
              "decoded faces cannot be kept in %s and are decoded each time: %s (cache_dir, or"
                  + " cache_mib 0)",
              options.folder(),
              e));
      return Optional.empty();
    }
  }

  private record Other(Path file, long bytes, FileTime used) {}

  /** Deletes other files, the ones unused for longest first, until the rest fits. */
  private void makeRoom(long ours) throws IOException {
    List<Other> others = new ArrayList<>(others());
    others.sort(Comparator.comparing(Other::used));
    long sum = ours + others.stream().mapToLong(Other::bytes).sum();
    for (Other other : others) {
      if (sum > options.bytes()) {
        try {
          Files.deleteIfExists(other.file());
          sum -= other.bytes();
        } catch (FileSystemException e) {
          // Another run has it open, on a system where open files cannot be deleted.
          continue;
        }
      }
    }
  }

  private List<Other> others() throws IOException {
    try (Stream<Path> files = Files.list(options.folder())) {
      List<Other> others = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(ENDING)).toList()) {
        if (!mine.contains(file) && Files.exists(file)) {
          others.add(new Other(file, Files.size(file), Files.getLastModifiedTime(file)));
        }
      }
      return others;
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
