package org.saehdbw.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.saehdbw.processes.ChildStart;

/** The benchmark's own Python with PyTorch, made on first use. */
final class BenchPython {
  private static final String TORCH = "torch==2.7.1";
  private final Path home;
  private final Consumer<String> progress;

  /**
   * Uses a folder for the virtual environment and the scripts.
   *
   * @param home such as {@code .workbench/bench}
   * @param progress receives what takes long
   */
  BenchPython(Path home, Consumer<String> progress) {
    this.home = home;
    this.progress = progress;
  }

  /** Makes what is missing and returns the interpreter's path. */
  Path interpreter() throws IOException, InterruptedException {
    Path environment = home.resolve("python");
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    Path python = environment.resolve(windows ? "Scripts/python.exe" : "bin/python");
    Path ready = home.resolve("ready-" + TORCH);
    if (!Files.exists(ready)) {
      Files.createDirectories(home);
      progress.accept(
          "preparing a Python with " + TORCH + " for the comparison (once; 5 GB installed)");
      String system =
          Optional.ofNullable(System.getenv("WORKBENCH_PYTHON"))
              .orElse(windows ? "python" : "python3");
      // Where Debian's python3-venv is missing, the system's pip fills an environment without one.
      call(List.of(system, "-m", "venv", "--without-pip", environment.toString()));
      call(List.of(system, "-m", "pip", "--python", python.toString(), "install", "-q", TORCH));
      Files.writeString(ready, TORCH + "\n");
    }
    return python;
  }

  /** Asks a Python which PyTorch it has. */
  static String torchVersion(Path python) throws IOException, InterruptedException {
    Process process =
        ChildStart.of(List.of(python.toString(), "-c", "import torch; print(torch.__version__)"))
            .droppingErrors()
            .start();
    String version =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException("must be a Python that has PyTorch (" + TORCH + "), got " + python);
    }
    return version;
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

  private void call(List<String> command) throws IOException, InterruptedException {
    Path log = home.resolve("prepare.log");
    Process process = ChildStart.of(command).printingTo(log).start();
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException(
          "preparing Python ended with exit code "
              + code
              + ", see "
              + log
              + ": "
              + String.join(" ", command));
    }
  }
}
