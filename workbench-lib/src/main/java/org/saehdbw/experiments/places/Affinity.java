package org.saehdbw.experiments.places;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.saehdbw.processes.ChildStart;

/** Keeps a process on some processors, by {@code taskset} of util-linux where there is one. */
public final class Affinity {
  private static final List<Path> PROGRAMS =
      List.of(Path.of("/usr/bin/taskset"), Path.of("/bin/taskset"));
  private static final long PATIENCE_S = 5;

  private final Path program;

  private Affinity(Path program) {
    this.program = program;
  }

  /** Returns what pins processes here; empty where the system has no {@code taskset}. */
  public static Optional<Affinity> here() {
    return PROGRAMS.stream().filter(Files::isExecutable).findFirst().map(Affinity::new);
  }

  /**
   * Keeps all threads of a process on some processors, those that it starts later too. A process
   * that cannot be pinned runs as it is: it is only slower.
   *
   * @param pid the process
   * @param processors as {@code 0,4}
   * @return whether it was done
   */
  public boolean pin(long pid, String processors) throws InterruptedException {
    try {
      Process child =
          ChildStart.of(
                  List.of(program.toString(), "-a", "-p", "-c", processors, Long.toString(pid)))
              .mergingErrors()
              .start();
      if (!child.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
        child.destroyForcibly();
        return false;
      }
      return child.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
