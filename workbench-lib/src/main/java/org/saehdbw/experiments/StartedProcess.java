package org.saehdbw.experiments;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.files.LockOwner;
import org.saehdbw.processes.ProcessAge;

/**
 * The process that was started last for a folder, in a small file there: a trainer takes its lock
 * only some seconds after its process began, and must not be started twice in between.
 *
 * <p>The process is known by its number and its start. Its command does not tell it: for its first
 * moments a process of its own session is the program that makes the session.
 */
public final class StartedProcess {
  /** By then it has its lock, or has ended. */
  private static final Duration STARTING = Duration.ofMinutes(5);

  private StartedProcess() {}

  /** Notes a process that was just started. */
  public static void note(Path file, Process process) throws IOException {
    AtomicFile.write(file, LockOwner.of(process.toHandle()).toJson());
  }

  /** Whether the noted process lives on this machine and was started a short time ago. */
  public static boolean lives(Path file) throws IOException {
    Optional<LockOwner> noted = LockOwner.read(file);
    return noted.isPresent()
        && noted.get().isHere()
        && noted.get().mayLive()
        && ProcessAge.of(noted.get().pid()).map(age -> age.compareTo(STARTING) < 0).orElse(true);
  }
}
