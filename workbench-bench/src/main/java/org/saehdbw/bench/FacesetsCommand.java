package org.saehdbw.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.saehdbw.cli.CommandOutput;
import org.saehdbw.cli.ExitCode;
import org.saehdbw.files.FileTree;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.synthesis.SyntheticFaces;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times reading, packing and unpacking many aligned faces. */
@Command(
    name = "facesets",
    description =
        "Time reading the face data of many files, packing them and unpacking them, beside plain"
            + " copies of the same files.",
    footerHeading = "%nExample:%n",
    footer = "  ./workbench bench facesets --count 5000 --rounds 5")
final class FacesetsCommand implements Callable<Integer> {
  /** More take time to draw and tell nothing more; every file is a copy of one of them. */
  private static final int DRAWN = 64;

  @Mixin private CommandOutput answer;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "5000",
      description = "How many files (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--size",
      paramLabel = "N",
      defaultValue = "256",
      description = "The faces' side in pixels (default: ${DEFAULT-VALUE}).")
  private int size;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often everything is timed (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description = "How many files are read at once (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      defaultValue = "results/bench",
      description = "Where the results file goes (default: ${DEFAULT-VALUE}).")
  private Path results;

  @Override
  public Integer call() throws IOException, FaceFileException, InterruptedException {
    BenchOptions.atLeastOne("--faces", count);
    BenchOptions.atLeastOne("--rounds", rounds);
    BenchOptions.atLeastOne("--threads", threads);
    Path folder = Files.createTempDirectory("bench-facesets");
    try {
      answer.remark("writing " + count + " faces of " + size + " pixels");
      Path faces = Files.createDirectories(folder.resolve("faces"));
      long bytes = write(folder.resolve("drawn"), faces);
      FacesetsBenchmark benchmark =
          new FacesetsBenchmark(folder, faces, threads, rounds, answer::remark);
      Map<String, Object> environment = new LinkedHashMap<>();
      environment.put("faces", count);
      environment.put("size", size);
      environment.put("mib", bytes / 1048576.0);
      environment.put("threads", threads);
      environment.put("rounds", rounds);
      environment.put("baseline", "plain copies of the same files in the same round");
      BenchReport report = BenchReport.here("facesets", environment, benchmark.run());
      answer.remark("written to " + report.save(results));
      answer.print(report.document(), report.table());
      return ExitCode.DONE;
    } finally {
      FileTree.delete(folder);
    }
  }

  private long write(Path drawn, Path faces) throws IOException, InterruptedException {
    int different = Math.min(DRAWN, count);
    SyntheticFaces.of(different).size(size).seed(1).writeTo(drawn);
    long bytes = 0;
    for (int i = 0; i < count; i++) {
      Path from = drawn.resolve(String.format(Locale.ROOT, "%06d_0.jpg", i % different));
      bytes +=
          Files.size(Files.copy(from, faces.resolve(String.format(Locale.ROOT, "%06d_0.jpg", i))));
    }
    return bytes;
  }
}
