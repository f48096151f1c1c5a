package org.saehdbw.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.saehdbw.synthesis.SyntheticFaces;

/**
 * Drawn faces for tests. Each set is drawn once, however many tests of one Java process use it: of
 * equal sets the first one is returned, which keeps its pictures, and its files are copied.
 */
public final class TinyFaceset {
  private static final Map<SyntheticFaces, SyntheticFaces> SETS = new ConcurrentHashMap<>();
  private static final Map<SyntheticFaces, FolderCopy> FILES = new ConcurrentHashMap<>();

  private TinyFaceset() {}

  /** Returns colour faces of every identity in turn, seed 1. */
  public static SyntheticFaces of(int count, int sidePixels) {
    return of(count, sidePixels, 1);
  }

  /** Returns colour faces of every identity in turn. */
  public static SyntheticFaces of(int count, int sidePixels, long seed) {
    return shared(SyntheticFaces.of(count).size(sidePixels).seed(seed));
  }

  /** Returns the set that equals this one and may have its pictures already. */
  public static SyntheticFaces shared(SyntheticFaces faces) {
    return SETS.computeIfAbsent(faces, same -> same);
  }

  /**
   * Writes what {@link SyntheticFaces#writeTo(Path)} writes: the faces and their parameters.
   *
   * @param folder is created if it does not exist
   * @throws IllegalArgumentException if the folder is not empty
   */
  public static void write(SyntheticFaces faces, Path folder)
      throws IOException, InterruptedException {
    FolderCopy files = FILES.get(faces);
    if (files == null || holdsFiles(folder)) {
      faces.writeTo(folder);
      FILES.put(faces, FolderCopy.of(folder));
    } else {
      files.writeTo(folder);
    }
  }

  private static boolean holdsFiles(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return false;
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.findAny().isPresent();
    }
  }
}
