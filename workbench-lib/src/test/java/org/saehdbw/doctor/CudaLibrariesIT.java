package org.saehdbw.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.processes.ChildJvm;
import org.saehdbw.processes.ChildStart;

/**
 * Loads the libraries of {@code ./workbench setup cuda} as on a machine with a driver: a library of
 * empty functions stands in for the driver's. Skipped where they are not installed; the variable
 * WORKBENCH_CUDA names the folder if it is not that of this checkout.
 */
@Timeout(300)
class CudaLibrariesIT {
  /** What libcaffe2_nvrtc of PyTorch 2.7.1 asks of the driver when it is loaded. */
  private static final List<String> FUNCTIONS =
      List.of(
          "cuCtxGetCurrent",
          "cuCtxSetCurrent",
          "cuDevicePrimaryCtxGetState",
          "cuDevicePrimaryCtxRetain",
          "cuFuncGetAttribute",
          "cuFuncSetAttribute",
          "cuGetErrorString",
          "cuLaunchCooperativeKernel",
          "cuLaunchKernel",
          "cuLinkAddData_v2",
          "cuLinkComplete",
          "cuLinkCreate_v2",
          "cuModuleGetFunction",
          "cuModuleLoadData",
          "cuModuleLoadDataEx",
          "cuModuleUnload",
          "cuOccupancyMaxActiveBlocksPerMultiprocessor",
          "cuTensorMapEncodeTiled");

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @TempDir private Path folder;
  private Path cuda = Path.of("");

  private static Path installed() {
    String named = System.getenv().getOrDefault("WORKBENCH_CUDA", "");
    if (!named.isBlank()) {
      return Path.of(named);
    }
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("CHANGELOG.md"))) {
      root = Objects.requireNonNull(root.getParent(), "no CHANGELOG.md above");
    }
    return root.resolve(".workbench").resolve("cuda");
  }

  @BeforeEach
  void findLibraries() {
    cuda = installed();
    assumeTrue(
        Files.isRegularFile(cuda.resolve("version")),
        "needs ./workbench setup cuda: " + cuda + " is not installed");
  }

  /** The environment with a driver that knows no card. */
  private Map<String, String> withDriver() throws IOException, InterruptedException {
    Path source = folder.resolve("driver.c");
    Files.writeString(
        source,
        FUNCTIONS.stream()
            .map(name -> "int " + name + "(void) { return 100; }\n")
            .collect(Collectors.joining()));
    TimedProgram built =
        TimedProgram.run(
            List.of(
                "cc",
                "-shared",
                "-fPIC",
                "-o",
                folder.resolve("libcuda.so.1").toString(),
                source.toString()),
            PATIENCE);
    assumeTrue(built.well(), "needs a C compiler named cc");
    return Map.of(
        "PYTORCH_LIBRARY_PATH",
        cuda.resolve("torch/lib").toString(),
        "PYTORCH_FLAVOR",
        "cu128",
        "LD_LIBRARY_PATH",
        cuda.resolve("lib") + ":" + folder);
  }

  @Test
  void theFilesAreThoseThatWereInstalled() {
    assertThat(CudaInstall.read(cuda, "2.7.1"))
        .isEqualTo(new CudaInstall(cuda.toString(), "2.7.1", "2.7.1", List.of()));
  }

  @Test
  void theyLoadUnderAStubDriver() throws IOException, InterruptedException {
    ProbeAnswer answer = EngineProbe.ofThisProgram(withDriver(), PATIENCE).ask();
    // A product and its gradient are part of the check.
    assertThat(answer.engine())
        .isEqualTo(new EngineFacts("2.7.1", "cu128", cuda.resolve("torch/lib").toString(), ""));
    assertThat(answer.cards()).isEmpty();
    assertThat(answer.openCv().loads()).isTrue();
  }

  @Test
  void theyLoadWithoutADriver() throws InterruptedException {
    String links = cuda.resolve("torch/lib-without-driver").toString();
    ProbeAnswer answer =
        EngineProbe.ofThisProgram(
                Map.of("PYTORCH_LIBRARY_PATH", links, "PYTORCH_FLAVOR", "cu128"), PATIENCE)
            .ask();
    assertThat(answer.engine()).isEqualTo(new EngineFacts("2.7.1", "cu128", links, ""));
  }

  @Test
  void aCardThatIsNotThereIsOneClearError() throws IOException, InterruptedException {
    Path said = folder.resolve("said");
    ChildStart start =
        ChildStart.of(
            ChildJvm.command(List.of(), CudaChild.class.getName(), List.of(said.toString())));
    for (Map.Entry<String, String> variable : withDriver().entrySet()) {
      start = start.variable(variable.getKey(), variable.getValue());
    }
    TimedProgram done = TimedProgram.run(start, PATIENCE);
    assertThat(done.well()).as(done.text()).isTrue();
    assertThat(Files.readString(said))
        .isEqualTo(
            "Found no NVIDIA driver on your system. Please check that you have an NVIDIA GPU and"
                + " installed a driver from http://www.nvidia.com/Download/index.aspx");
  }

  /** A copy by hard links, because the libraries find one another by their real places. */
  @Test
  void aMissingLibraryIsNamed() throws IOException, InterruptedException {
    assumeTrue(
        Files.getFileStore(folder).equals(Files.getFileStore(cuda)),
        "needs the folder for temporary files on the disk of " + cuda);
    Path copy = folder.resolve("cuda");
    try (Stream<Path> files = Files.walk(cuda)) {
      for (Path file : files.sorted().toList()) {
        Path to = copy.resolve(cuda.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else if (!file.endsWith("nvidia/cudnn/lib/libcudnn.so.9")) {
          Files.createLink(to, file.toRealPath());
        }
      }
    }
    assertThat(CudaInstall.read(copy, "2.7.1").damaged())
        .containsExactly("nvidia/cudnn/lib/libcudnn.so.9 is missing");
    EngineFacts engine =
        EngineProbe.ofThisProgram(
                Map.of(
                    "PYTORCH_LIBRARY_PATH",
                    copy.resolve("torch/lib-without-driver").toString(),
                    "PYTORCH_FLAVOR",
                    "cu128"),
                PATIENCE)
            .ask()
            .engine();
    assertThat(engine.problem()).contains("libcudnn.so.9: cannot open shared object file");
  }
}
