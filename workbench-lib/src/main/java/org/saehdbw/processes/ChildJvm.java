package org.saehdbw.processes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How this program starts another Java program of its own class path: same Java, the collector and
 * the settings that matter to the engine, threads and memory as {@code ./workbench} sets them, and
 * the user's own options of {@code WORKBENCH_JAVA_OPTIONS}, divided at blanks.
 */
public final class ChildJvm {
  private static final List<String> COPIED_PROPERTIES =
      List.of(
          "workbench.home",
          "ai.djl.offline",
          "DJL_CACHE_DIR",
          "java.io.tmpdir",
          "java.util.prefs.userRoot",
          "jna.tmpdir",
          "org.bytedeco.javacpp.cachedir",
          "user.home");

  private ChildJvm() {}

  /** Returns the command that runs {@code mainClass}, its arguments to be added. */
  public static List<String> command(String mainClass) {
    return command(List.of(), mainClass);
  }

  /**
   * Returns the command that runs {@code mainClass}, its arguments to be added.
   *
   * @param javaOptions options for the Java machine beside the usual ones
   */
  public static List<String> command(List<String> javaOptions, String mainClass) {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Djava.awt.headless=true",
            "-Dfile.encoding=UTF-8",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"));
    for (String name : COPIED_PROPERTIES) {
      String value = System.getProperty(name);
      if (value != null) {
        command.add("-D" + name + "=" + value);
      }
    }
    command.addAll(ownOptions(System.getenv("WORKBENCH_JAVA_OPTIONS")));
    command.addAll(javaOptions);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(mainClass);
    return command;
  }

  static List<String> ownOptions(@Nullable String words) {
    return words == null || words.isBlank() ? List.of() : List.of(words.strip().split("\\s+"));
  }

  /**
   * Returns the command that runs {@code mainClass} with arguments.
   *
   * @param javaOptions options for the Java machine beside the usual ones
   */
  public static List<String> command(
      List<String> javaOptions, String mainClass, List<String> arguments) {
    List<String> command = new ArrayList<>(command(javaOptions, mainClass));
    command.addAll(arguments);
    return command;
  }

  /** Returns the program that runs this Java machine. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
