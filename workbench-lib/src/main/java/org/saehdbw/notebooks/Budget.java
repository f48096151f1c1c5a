package org.saehdbw.notebooks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The old name of {@link NotebookLimits}, so that notebooks written before still run.
 *
 * @deprecated use {@link NotebookLimits}; this name goes with the next version
 */
@Deprecated
public final class Budget {
  private Budget() {}

  /** Returns {@link NotebookLimits#iterations}. */
  public static int iterations(int wanted) {
    return NotebookLimits.iterations(wanted);
  }

  /** Returns {@link NotebookLimits#faces}. */
  public static int faces(int wanted) {
    return NotebookLimits.faces(wanted);
  }

  /** Returns {@link NotebookLimits#seeds}. */
  public static int seeds(int wanted) {
    return NotebookLimits.seeds(wanted);
  }

  /** Returns {@link NotebookLimits#finished}. */
  public static Optional<Path> finished(String name) throws IOException {
    return NotebookLimits.finished(name);
  }

  /** Returns {@link NotebookLimits#results}. */
  public static Path results(String notebook) throws IOException {
    return NotebookLimits.results(notebook);
  }
}
