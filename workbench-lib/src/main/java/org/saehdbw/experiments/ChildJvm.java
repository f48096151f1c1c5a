package org.saehdbw.experiments;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A Java process of our own class path, with what every training process is started with. Where the
 * system has sessions it gets one of its own, so that neither an interrupted cell, nor Ctrl-C, nor
 * a dead kernel reaches it.
 */
public final class ChildJvm {
  private static final List<String> SETS_SID = List.of("/usr/bin/setsid", "/bin/setsid");
  private static final List<String> COPIED_PROPERTIES =
      List.of("workbench.home", "ai.djl.offline", "DJL_CACHE_DIR", "java.io.tmpdir");

  private ChildJvm() {}

  /**
   * Returns the command that runs a main class.
   *
   * @param arguments of the main class
   */
  public static List<String> command(String mainClass, List<String> arguments) {
    List<String> command = new ArrayList<>(ownSession());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Djava.awt.headless=true",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"));
    for (String name : COPIED_PROPERTIES) {
      String value = System.getProperty(name);
      if (value != null) {
        command.add("-D" + name + "=" + value);
      }
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(mainClass);
    command.addAll(arguments);
    return command;
  }

  /** Prepares a process with the environment that training wants; input and output are as ever. */
  public static ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    // PyTorch's threads shall not spin while a notebook wants the core, and its memory shall come
    // in large pages (see ./workbench).
    builder.environment().putIfAbsent("GOMP_SPINCOUNT", "1000");
    builder.environment().putIfAbsent("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");
    return builder;
  }

  /** Returns the file that gives nothing when it is read. */
  public static File nothing() {
    return new File(isWindows() ? "NUL" : "/dev/null");
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

  private static boolean isWindows() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
  }
}
