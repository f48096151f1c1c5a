package org.saehdbw.experiments;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import org.saehdbw.runs.ChildJvm;

/**
 * Starts commands of this program that outlive us: a process, and where the system has them a
 * session, of its own, so that neither an interrupted cell nor a dead kernel reaches it.
 */
public final class DetachedProcess {
  private static final List<String> SETS_SID = List.of("/usr/bin/setsid", "/bin/setsid");

  private DetachedProcess() {}

  /** Returns the program that knows its commands. */
  public static TrainerProgram program() {
    return ServiceLoader.load(TrainerProgram.class)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no trainer is on the class path"));
  }

  /**
   * Returns what starts a program under the Java and the class path of this process.
   *
   * @param javaOptions options for the Java machine beside the usual ones
   * @param mainClass the program
   * @param arguments its arguments
   */
  public static List<String> command(
      List<String> javaOptions, String mainClass, List<String> arguments) {
    List<String> command = new ArrayList<>(ChildJvm.command(javaOptions, mainClass));
    command.addAll(arguments);
    return command;
  }

  /** Prepares a command in a session of its own; input and output are this process's to choose. */
  public static ProcessBuilder builder(List<String> command) {
    List<String> words = new ArrayList<>(ownSession());
    words.addAll(command);
    return ChildJvm.builder(words);
  }

  /**
   * Starts a command in a session of its own, without input.
   *
   * @param command as {@link #command} gives it
   * @param log what it prints is appended here
   * @param hidden variables of the environment whose names begin so are kept from it; empty for
   *     none
   */
  public static Process start(List<String> command, Path log, String hidden) throws IOException {
    ProcessBuilder builder = builder(command);
    Map<String, String> environment = builder.environment();
    if (!hidden.isEmpty()) {
      environment.keySet().removeIf(name -> name.startsWith(hidden));
    }
    builder.redirectInput(ProcessBuilder.Redirect.from(nothing()));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return builder.start();
  }

  /** A signal to the notebook's process group must not reach the child. */
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
