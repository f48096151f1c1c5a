package org.saehdbw.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.saehdbw.cli.Answer;
import org.saehdbw.cli.ExitCode;
import org.saehdbw.facesets.FaceFileException;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.synthesis.DrawnFaces;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times the loader on drawn faces that stand in files. */
@Command(
    name = "loader",
    description =
        "Time a training step with the loader beside one on fixed input, and the loader alone.",
    footerHeading = "%nExample:%n",
    footer = "  ./workbench bench loader --rounds 5")
final class LoaderCommand implements Callable<Integer> {
  private static final int SIDE = 256;

  @Mixin private Answer answer;

  @Option(
      names = "--faces",
      paramLabel = "N",
      defaultValue = "200",
      description = "How many faces of 256 pixels (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often everything is timed (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "20",
      description = "Batches in each round (default: ${DEFAULT-VALUE}).")
  private int steps;

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
    BenchOptions.atLeastOne("--steps", steps);
    Path folder = Files.createTempDirectory("bench-loader");
    try {
      answer.remark("drawing " + count + " faces");
      DrawnFaces.of(count).size(SIDE).seed(1).writeTo(folder.resolve("faces"));
      Faceset faces = Faceset.open(folder.resolve("faces"), 2);
      List<BenchRow> rows =
          new LoaderBenchmark(faces, folder.resolve("cache"), rounds, steps, answer::remark).run();
      BenchReport report =
          BenchReport.here(
              "loader",
              Map.of("faces", count, "side", SIDE, "rounds", rounds, "steps", steps),
              rows);
      answer.remark("written to " + report.save(results));
      answer.print(report.document(), report.table());
      return ExitCode.DONE;
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
