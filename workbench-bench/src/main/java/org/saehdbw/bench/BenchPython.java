package org.saehdbw.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The benchmark's own Python with PyTorch, made on first use. */
final class BenchPython {
  private static final String TORCH = "torch==2.7.1";
  private final Path home;

  /**
   * Uses a folder for the virtual environment and the scripts.
   *
   * @param home such as {@code .workbench/bench}
   */
  BenchPython(Path home) {
    this.home = home;
  }

  /** Makes what is missing and returns the interpreter's path. */
  Path interpreter() throws IOException, InterruptedException {
    Path environment = home.resolve("python");
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    Path python = environment.resolve(windows ? "Scripts/python.exe" : "bin/python");
    Path ready = home.resolve("ready-" + TORCH);
    if (!Files.exists(ready)) {
      Files.createDirectories(home);
      System.err.println("preparing Python with " + TORCH + " for the comparison (once, 5 GB)");
      call(List.of(windows ? "python" : "python3", "-m", "venv", environment.toString()));
      call(List.of(python.toString(), "-m", "pip", "install", "--quiet", TORCH));
      Files.writeString(ready, TORCH + "\n");
    }
    return python;
  }

  /** Copies a script that comes with the benchmarks into a folder and returns its path. */
  static Path script(String name, Path folder) throws IOException {
    Files.createDirectories(folder);
    Path target = folder.resolve(name);
    try (InputStream in = BenchPython.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the benchmarks were packed without " + name);
      }
      Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
    }
    return target;
  }

  private static void call(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.to(nowhere()))
            .start();
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException("ended with exit code " + code + ": " + String.join(" ", command));
    }
  }

  private static java.io.File nowhere() throws IOException {
    Path log = Files.createTempFile("bench-python", ".log");
    log.toFile().deleteOnExit();
    return log.toFile();
  }
}
