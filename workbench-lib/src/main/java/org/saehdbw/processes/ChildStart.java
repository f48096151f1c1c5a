package org.saehdbw.processes;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Starts a command as a process. Without further words its input and output are pipes to this
 * process, and it ends when the terminal's group is ended.
 *
 * <pre>{@code
 * Process trainer = ChildStart.of(command).detached().appendingTo(log).start();
 * }</pre>
 *
 * <p>An instance never changes; each method returns another one.
 */
public final class ChildStart {
  /** As {@code ./workbench} sets it: one arena of large pages that keeps what a step frees. */
  private static final String GLIBC_MALLOC =
      "glibc.malloc.hugetlb=1:glibc.malloc.arena_max=1"
          + ":glibc.malloc.mmap_threshold=33554432:glibc.malloc.trim_threshold=4294967296";

  private static final List<String> SETS_SID = List.of("/usr/bin/setsid", "/bin/setsid");

  private final List<String> command;
  private final List<Consumer<ProcessBuilder>> settings;

  private ChildStart(List<String> command, List<Consumer<ProcessBuilder>> settings) {
    this.command = List.copyOf(command);
    this.settings = List.copyOf(settings);
  }

  /**
   * Takes a command. PyTorch's threads shall not spin while a notebook wants the core, and its
   * memory shall come in large pages (see {@code ./workbench}); variables of the environment that
   * are set already stay.
   */
  public static ChildStart of(List<String> command) {
    return new ChildStart(
        command,
        List.of(
            builder -> {
              builder.environment().putIfAbsent("GOMP_SPINCOUNT", "1000");
              builder.environment().putIfAbsent("GLIBC_TUNABLES", GLIBC_MALLOC);
              Utf8Names.set(builder.environment());
            }));
  }

  /**
   * Gives it a process group and, where the system has them, a session of its own, so that neither
   * an interrupted cell nor a dead kernel reaches it; it outlives this process.
   */
  public ChildStart detached() {
    List<String> words = new ArrayList<>(ownSession());
    words.addAll(command);
    return new ChildStart(words, settings);
  }

  /** Gives it no input, and appends all that it prints to a file. */
  public ChildStart appendingTo(Path log) {
    return with(
        builder ->
            builder
                .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())));
  }

  /** Gives it the input that this process writes to it, in the place of none. */
  public ChildStart readingFromUs() {
    return with(builder -> builder.redirectInput(ProcessBuilder.Redirect.PIPE));
  }

  /** Writes all that it prints to a new file, which unlike a pipe never fills up. */
  public ChildStart printingTo(Path log) {
    return with(builder -> builder.redirectErrorStream(true).redirectOutput(log.toFile()));
  }

  /** Puts what it prints as errors among its output. */
  public ChildStart mergingErrors() {
    return with(builder -> builder.redirectErrorStream(true));
  }

  /** Writes what it prints as errors to a new file. */
  public ChildStart errorsTo(Path log) {
    return with(builder -> builder.redirectError(log.toFile()));
  }

  /** Prints what it prints as errors among this process's. */
  public ChildStart sharingErrors() {
    return with(builder -> builder.redirectError(ProcessBuilder.Redirect.INHERIT));
  }

  /** Throws away what it prints as errors. */
  public ChildStart droppingErrors() {
    return with(builder -> builder.redirectError(ProcessBuilder.Redirect.DISCARD));
  }

  /** Keeps variables of the environment from it whose names begin so. */
  public ChildStart hiding(String beginning) {
    return with(
        builder -> builder.environment().keySet().removeIf(name -> name.startsWith(beginning)));
  }

  /** Starts it in another folder. */
  public ChildStart in(Path folder) {
    return with(builder -> builder.directory(folder.toFile()));
  }

  /** Sets a variable of its environment. */
  public ChildStart variable(String name, String value) {
    return with(builder -> builder.environment().put(name, value));
  }

  private ChildStart with(Consumer<ProcessBuilder> setting) {
    List<Consumer<ProcessBuilder>> all = new ArrayList<>(settings);
    all.add(setting);
    return new ChildStart(command, all);
  }

  /** Returns the words of the command line. */
  public List<String> words() {
    return command;
  }

  /** Returns the environment that it will have. */
  public Map<String, String> environment() {
    return builder().environment();
  }

  /**
   * Starts the process.
   *
   * @throws IOException if the system does not start it
   */
  public Process start() throws IOException {
    return builder().start();
  }

  private ProcessBuilder builder() {
    ProcessBuilder builder = new ProcessBuilder(command);
    settings.forEach(setting -> setting.accept(builder));
    return builder;
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
