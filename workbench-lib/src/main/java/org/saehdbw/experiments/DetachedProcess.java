package org.saehdbw.experiments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.saehdbw.processes.ChildJvm;
import org.saehdbw.processes.ChildStart;

/**
 * Starts commands of this program that outlive us: a process, and where the system has them a
 * session, of its own, so that neither an interrupted cell nor a dead kernel reaches it.
 */
public final class DetachedProcess {
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

  /**
   * Starts a command in a session of its own, without input.
   *
   * @param command as {@link #command} gives it
   * @param log what it prints is appended here
   * @param hidden variables of the environment whose names begin so are kept from it; empty for
   *     none
   */
  public static Process start(List<String> command, Path log, String hidden) throws IOException {
    ChildStart start = ChildStart.of(command).detached().appendingTo(log);
    return (hidden.isEmpty() ? start : start.hiding(hidden)).start();
  }
}
