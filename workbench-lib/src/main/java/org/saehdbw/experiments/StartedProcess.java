package org.saehdbw.experiments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.saehdbw.processes.ProcessAge;

/**
 * The process that was started last for a folder, in a small file there: a trainer takes its lock
 * only some seconds after its process began, and must not be started twice in between.
 */
public final class StartedProcess {
  /** By then it has its lock, or has ended; an older process of this number is another one. */
  private static final Duration STARTING = Duration.ofMinutes(5);

  private StartedProcess() {}

  /** Notes a process that was just started. */
  public static void note(Path file, Process process) throws IOException {
    Files.write(file, (process.pid() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Whether the noted process is a program of this Java that was started a short time ago. */
  public static boolean lives(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
    if (!text.matches("\\d{1,18}")) {
      return false;
    }
    long pid = Long.parseLong(text);
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    Optional<String> own = ProcessHandle.current().info().command();
    boolean young = ProcessAge.of(pid).map(age -> age.compareTo(STARTING) < 0).orElse(true);
    return young && process.isPresent() && process.get().info().command().equals(own);
  }
}
