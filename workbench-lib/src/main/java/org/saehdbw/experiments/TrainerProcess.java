package org.saehdbw.experiments;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import org.saehdbw.runs.ChildJvm;
import org.saehdbw.runs.RunFolder;

/**
 * Starts a trainer that outlives us: a process, and where the system has them a session, of its
 * own, so that neither an interrupted cell nor a dead kernel reaches it. What it prints goes to the
 * run folder.
 */
final class TrainerProcess {
  private static final List<String> SETS_SID = List.of("/usr/bin/setsid", "/bin/setsid");

  private TrainerProcess() {}

  /**
   * Starts the trainer of a prepared run folder.
   *
   * @param words settings that change, {@code key=value}
   */
  static Process start(RunFolder run, List<String> words) throws IOException {
    Files.deleteIfExists(run.stopRequestFile());
    ProcessBuilder builder = ChildJvm.builder(command(run, words));
    builder.redirectInput(ProcessBuilder.Redirect.from(nothing()));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(run.logFile().toFile()));
    return builder.start();
  }

  static List<String> command(RunFolder run, List<String> words) {
    TrainerProgram program =
        ServiceLoader.load(TrainerProgram.class)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no trainer is on the class path"));
    List<String> command = new ArrayList<>(ownSession());
    command.addAll(ChildJvm.command(program.mainClass()));
    command.addAll(program.arguments(run.path()));
    for (String word : words) {
      command.add("--set");
      command.add(word);
    }
    return command;
  }

  /** A signal to the notebook's process group must not reach the trainer. */
  private static List<String> ownSession() {
    if (isWindows()) {
      return List.of();
    }
    for (String setsid : SETS_SID) {
      if (Files.isExecutable(Path.of(setsid))) {
        return List.of(setsid);
      }
    }
    return List.of("/bin/sh", "-c", "set -m; \"$@\" & wait $!", "sh");
  }

  private static File nothing() {
    return new File(isWindows() ? "NUL" : "/dev/null");
  }

  private static boolean isWindows() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
  }
}
