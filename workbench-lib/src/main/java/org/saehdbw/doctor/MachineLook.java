package org.saehdbw.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.saehdbw.files.Workspace;
import org.saehdbw.runs.Processor;
import org.saehdbw.runs.Versions;
import org.saehdbw.runs.memory.FreeMemory;

/** Gathers the facts of this machine. Whatever cannot be found out is left empty. */
public final class MachineLook {
  private static final Duration SHORT = Duration.ofSeconds(10);
  private static final List<String> PYTHONS =
      List.of("python3", "python3.13", "python3.12", "python3.11", "python");

  private MachineLook() {}

  /**
   * Looks.
   *
   * @param limit how long a process may take that loads the libraries
   * @throws IOException if this build does not say of what it is made
   * @throws InterruptedException if the thread is interrupted; no process is left
   */
  public static MachineFacts here(Duration limit) throws IOException, InterruptedException {
    Map<String, String> environment = System.getenv();
    Map<String, String> versions = Versions.read();
    Path home = Workspace.home().toAbsolutePath();
    Path root = home.getRoot();
    CudaInstall cuda =
        CudaInstall.read(
            home.resolve(".workbench").resolve("cuda"), versions.getOrDefault("pytorch", ""));
    String torchFolder = setting("PYTORCH_LIBRARY_PATH");
    ProbeAnswer answer = EngineProbe.ofThisProgram(Map.of(), limit).ask();
    DriverFacts driver = NvidiaLook.driver(environment.getOrDefault("LD_LIBRARY_PATH", ""), root);
    List<CardFacts> listed = driver.present() ? NvidiaLook.cards(root) : List.of();
    return new MachineFacts(
        new MachineFacts.JavaFacts(
            System.getProperty("java.version", ""),
            System.getProperty("java.vendor", ""),
            System.getProperty("java.home", "")),
        versions.getOrDefault("djl", "unknown"),
        answer.engine(),
        answer.openCv(),
        environment.getOrDefault("WORKBENCH_TORCH", "auto"),
        cuda,
        cudaEngine(cuda, torchFolder, limit),
        driver,
        listed.isEmpty() ? answer.cards() : listed,
        answer.cardProblem(),
        memory(Path.of("/proc/meminfo")),
        Processor.here(),
        avx512(Path.of("/proc/cpuinfo")),
        places(home, torchFolder));
  }

  /** Tries what is installed where something else is in use; without a driver's help. */
  private static EngineFacts cudaEngine(CudaInstall cuda, String torchFolder, Duration limit)
      throws InterruptedException {
    Path folder = Path.of(cuda.folder()).resolve("torch").resolve("lib-without-driver");
    if (!cuda.whole() || cuda.contains(torchFolder)) {
      return EngineFacts.failed(MachineFacts.NOT_TRIED);
    }
    return EngineProbe.ofThisProgram(
            Map.of("PYTORCH_LIBRARY_PATH", folder.toString(), "PYTORCH_FLAVOR", "cu128"), limit)
        .ask()
        .engine();
  }

  private static String setting(String name) {
    String variable = System.getenv().getOrDefault(name, "");
    return variable.isEmpty() ? System.getProperty(name, "") : variable;
  }

  static MachineFacts.MemoryFacts memory(Path memInfo) {
    long total =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize() >> 20;
    long free = (long) FreeMemory.linux(memInfo).orElse(0);
    return new MachineFacts.MemoryFacts(total, Math.min(total, free));
  }

  static String avx512(Path cpuInfo) {
    return lines(cpuInfo).stream()
        .filter(line -> line.startsWith("flags"))
        .findFirst()
        .map(flags -> flags.contains(" avx512f") ? "yes" : "no")
        .orElse("unknown");
  }

  private static List<String> lines(Path file) {
    try {
      return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static MachineFacts.PlaceFacts places(Path home, String torchFolder)
      throws InterruptedException {
    List<String> caches = new ArrayList<>();
    caches.add(Workspace.cache("").toString());
    String djl = setting("DJL_CACHE_DIR");
    if (!djl.isEmpty() && !Path.of(djl).startsWith(Workspace.cache(""))) {
      caches.add(djl + " (native libraries)");
    }
    return new MachineFacts.PlaceFacts(
        home.toString(), freeMib(home), torchFolder, python(), packages(home), caches);
  }

  /** The entry point leaves a file in the virtual environment for each set that it installed. */
  private static boolean packages(Path home) {
    try (Stream<Path> files = Files.list(home.resolve(".workbench").resolve("venv"))) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith(".headless-"));
    } catch (IOException e) {
      return false;
    }
  }

  private static long freeMib(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace() >> 20;
    } catch (IOException e) {
      return 0;
    }
  }

  /** The first that the entry point would take, with its version. */
  private static String python() throws InterruptedException {
    List<String> names = new ArrayList<>();
    String named = System.getenv().getOrDefault("WORKBENCH_PYTHON", "");
    if (!named.isBlank()) {
      names.add(named);
    }
    names.addAll(PYTHONS);
    String program =
        "import sys; print(sys.version.split()[0]); sys.exit(sys.version_info < (3, 11))";
    for (String name : names) {
      TimedProgram asked = TimedProgram.run(List.of(name, "-c", program), SHORT);
      if (asked.well()) {
        return asked.text().strip() + ", " + name;
      }
    }
    return "";
  }
}
