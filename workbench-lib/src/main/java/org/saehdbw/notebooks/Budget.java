package org.saehdbw.notebooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How much a notebook does: what it says, or less where a test caps it ({@code
 * WORKBENCH_ITERATIONS}, {@code WORKBENCH_FACES}).
 */
public final class Budget {
  private Budget() {}

  /** Returns a number of iterations, capped. */
  public static int iterations(int wanted) {
    return capped(wanted, System.getenv("WORKBENCH_ITERATIONS"));
  }

  /** Returns a number of faces, capped. */
  public static int faces(int wanted) {
    return capped(wanted, System.getenv("WORKBENCH_FACES"));
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
            ? Path.of(System.getProperty("workbench.home", ""), "results", notebook)
            : Path.of(named);
    return Files.createDirectories(folder);
  }
}
