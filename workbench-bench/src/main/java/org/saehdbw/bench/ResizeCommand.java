package org.saehdbw.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.saehdbw.cli.CommandOutput;
import org.saehdbw.cli.ExitCode;
import org.saehdbw.facesets.importing.FacesetImport;
import org.saehdbw.files.FileTree;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.synthesis.SyntheticFaces;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times the resizer on drawn faces in files. */
@Command(
    name = "resize",
    description = "Time resizing a folder of faces, opening it included.",
    footerHeading = "%nExample:%n",
    footer = "  ./workbench bench resize --count 400 --rounds 5")
final class ResizeCommand implements Callable<Integer> {
  @Mixin private CommandOutput answer;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "300",
      description = "How many faces (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--from",
      paramLabel = "PIXELS",
      defaultValue = "384",
      description = "Their side (default: ${DEFAULT-VALUE}).")
  private int from;

  @Option(
      names = "--to",
      paramLabel = "PIXELS",
      defaultValue = "192",
      description = "The new side, smaller (default: ${DEFAULT-VALUE}).")
  private int to;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often everything is timed (default: ${DEFAULT-VALUE}).")
  private int rounds;

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
    if (to >= from) {
      throw new IllegalArgumentException("--to must be below --from, got " + to + " and " + from);
    }
    Path folder = Files.createTempDirectory("bench-resize");
    try {
      answer.remark("drawing " + count + " faces of " + from + " px");
      SyntheticFaces.of(count)
          .size(from)
          .seed(1)
          .writeTo(folder.resolve("faces"), 2, written -> {});
      List<BenchRow> rows =
          new ResizeBenchmark(folder.resolve("faces"), folder, to, rounds, answer::remark).run();
      Map<String, Object> environment = new LinkedHashMap<>();
      environment.put("faces", count);
      environment.put("from", from);
      environment.put("to", to);
      environment.put("rounds", rounds);
      environment.put("bytes_of_a_face", bytes(folder.resolve("faces")) / count);
      environment.put("jpeg_quality_of_the_faces", FacesetImport.DEFAULT_QUALITY);
      environment.put("baseline", "of 2 threads 1 thread in the same round");
      BenchReport report = BenchReport.here("resize", environment, rows);
      answer.remark("written to " + report.save(results));
      answer.print(report.document(), report.table());
      return ExitCode.DONE;
    } finally {
      FileTree.delete(folder);
    }
  }

  private static long bytes(Path folder) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".jpg")).toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }
}
