package org.saehdbw.processes;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How this program starts another Java program of its own class path: same Java, the collector and
 * the settings that matter to the engine, threads and memory as {@code ./workbench} sets them, and
 * the user's own options of {@code WORKBENCH_JAVA_OPTIONS}, divided at blanks. It starts from the
 * archive of classes that {@link #CLASS_ARCHIVE} names, if its class path begins with that of the
 * archive; Java archives classes of jars only, so folders that begin the class path go to its end.
 */
public final class ChildJvm {
  /** The property that names the file of Java's archive of classes. */
  public static final String CLASS_ARCHIVE = "workbench.class_archive";

  /**
   * A training spends its time in native code and in few loops of Java, so methods are compiled
   * after three times as many calls as usual: a start takes a sixth less of the processor's time.
   */
  private static final String COMPILE_LATER = "-XX:CompileThresholdScaling=3";

  private static final List<String> COPIED_PROPERTIES =
      List.of(
          "workbench.home",
          CLASS_ARCHIVE,
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
            COMPILE_LATER,
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
    command.addAll(archive(System.getProperty(CLASS_ARCHIVE)));
    command.add("-cp");
    command.add(classPath());
    command.add(mainClass);
    return command;
  }

  /** Without words about an archive that does not fit: Java then reads the jars. */
  static List<String> archive(@Nullable String file) {
    return file == null || !Files.isRegularFile(Path.of(file))
        ? List.of()
        : List.of(
            "-XX:SharedArchiveFile=" + file,
            "-Xshare:auto",
            "-Xlog:cds=off",
            "-Xlog:class+path=off");
  }

  /** Returns the class path of the programs that it starts. */
  public static String classPath() {
    return jarsFirst(System.getProperty("java.class.path"));
  }

  static String jarsFirst(String classPath) {
    List<String> parts = List.of(classPath.split(File.pathSeparator));
    int folders = 0;
    while (folders < parts.size() && Files.isDirectory(Path.of(parts.get(folders)))) {
      folders++;
    }
    List<String> ordered = new ArrayList<>(parts.subList(folders, parts.size()));
    ordered.addAll(parts.subList(0, folders));
    return String.join(File.pathSeparator, ordered);
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
