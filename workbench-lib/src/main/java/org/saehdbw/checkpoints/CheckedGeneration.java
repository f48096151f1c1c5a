package org.saehdbw.checkpoints;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a look at every byte of a generation found. Nothing is changed by it, and the run may go on
 * meanwhile.
 *
 * @param folder the generation's folder
 * @param bytes the size of its files together
 * @param opened the generation, if a resume can open it: checksums and state are right
 * @param refused whether its format is too old or too new, so that a resume does not go behind it
 * @param problems what is wrong with which file; empty for a good generation
 */
public record CheckedGeneration(
    Path folder,
    long bytes,
    Optional<StoredCheckpoint> opened,
    boolean refused,
    List<FileProblem> problems) {
  /** Copies the problems. */
  public CheckedGeneration {
    problems = List.copyOf(problems);
  }

  /** Returns the folder's name, such as {@code 000000300}. */
  public String name() {
    return String.valueOf(folder.getFileName());
  }

  /** Returns the iteration in the folder's name. */
  public long iteration() {
    return Long.parseLong(name().replaceFirst("^\\D+", ""));
  }

  /** Whether nothing is wrong with it. */
  public boolean good() {
    return problems.isEmpty();
  }

  /** Returns this with more problems, such as those of another model's arrays. */
  public CheckedGeneration with(List<FileProblem> more) {
    List<FileProblem> all = new ArrayList<>(problems);
    all.addAll(more);
    return new CheckedGeneration(folder, bytes, opened, refused, all);
  }

  /**
   * Compares every file with the manifest and reads the state and every value of the arrays.
   *
   * @param folder one of {@link CheckpointStore#candidates()}
   * @return what was found, or empty if the generation was removed meanwhile, as by a trainer that
   *     saves
   * @throws IOException if the folder itself cannot be read
   */
  public static Optional<CheckedGeneration> of(Path folder) throws IOException {
    while (true) {
      Optional<String> before = identity(folder);
      if (before.isEmpty()) {
        return Optional.empty();
      }
      CheckedGeneration found = new GenerationLook(folder).take();
      // A trainer may have put another generation of the same iteration in its place.
      if (found.good() || identity(folder).equals(before)) {
        return Optional.of(found);
      }
    }
  }

  private static Optional<String> identity(Path folder) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(folder, BasicFileAttributes.class);
      return Optional.of(attributes.fileKey() + " " + attributes.lastModifiedTime());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
