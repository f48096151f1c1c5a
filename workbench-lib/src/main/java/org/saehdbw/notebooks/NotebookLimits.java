package org.saehdbw.notebooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.saehdbw.files.Workspace;

/**
 * How much a notebook does: what it says, or less where a test caps it ({@code
 * WORKBENCH_ITERATIONS}, {@code WORKBENCH_FACES}, {@code WORKBENCH_SEEDS}).
 */
public final class NotebookLimits {
  private NotebookLimits() {}

  /** Returns a number of iterations, capped. */
  public static int iterations(int wanted) {
    return capped(wanted, System.getenv("WORKBENCH_ITERATIONS"));
  }

  /** Returns a number of faces, capped. */
  public static int faces(int wanted) {
    return capped(wanted, System.getenv("WORKBENCH_FACES"));
  }

  /** Returns a number of seeds, capped by {@code WORKBENCH_SEEDS}. */
  public static int seeds(int wanted) {
    return capped(wanted, System.getenv("WORKBENCH_SEEDS"));
  }

  /**
   * Returns the folder of results that were made before, for notebooks that then open them in the
   * place of running anything: {@code name} below the folder that {@code WORKBENCH_FINISHED} names.
   * A relative one is below the checkout, so {@code results/reference} is what comes with it.
   *
   * @param name of the sweep or comparison
   * @return empty where the variable is not set
   * @throws IOException if the folder is not there
   */
  public static Optional<Path> finished(String name) throws IOException {
    String named = System.getenv("WORKBENCH_FINISHED");
    if (named == null || named.isBlank()) {
      return Optional.empty();
    }
    Path folder = Workspace.home().resolve(named.strip()).resolve(name);
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(
          folder + ": WORKBENCH_FINISHED must name a folder that holds " + name);
    }
    return Optional.of(folder);
  }

  static int capped(int wanted, @Nullable String cap) {
    return cap == null || cap.isBlank() ? wanted : Math.min(wanted, Integer.parseInt(cap.strip()));
  }

  /**
   * Returns the folder that a notebook leaves its results in, made if need be: the one that {@code
   * WORKBENCH_OUT} names, or one of the notebook's own below {@code results}.
   */
  public static Path results(String notebook) throws IOException {
    String named = System.getenv("WORKBENCH_OUT");
    Path folder =
        named == null || named.isBlank()
            ? Workspace.home().resolve("results").resolve(notebook)
            : Path.of(named);
    return Files.createDirectories(folder);
  }
}
