package org.saehdbw.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.saehdbw.cli.CommandOutput;
import org.saehdbw.cli.ExitCode;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.files.FileTree;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.sources.Facesets;
import org.saehdbw.synthesis.SyntheticFaces;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times the loader on drawn faces in files. */
@Command(
    name = "loader",
    description =
        "Time a training step with the loader beside one on fixed input, and the loader alone.",
    footerHeading = "%nExample:%n",
    footer = "  ./workbench bench loader --rounds 5")
final class LoaderCommand implements Callable<Integer> {
  private static final int SIDE = 512;

  @Mixin private CommandOutput answer;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "120",
      description = "How many faces of 512 pixels (default: ${DEFAULT-VALUE}).")
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
      names = "--only",
      paramLabel = "PART",
      defaultValue = "",
      description = "Only a part: step (beside training) or alone.")
  private String only;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      defaultValue = "results/bench",
      description = "Where the results file goes (default: ${DEFAULT-VALUE}).")
  private Path results;

  @Override
  public Integer call() throws IOException, FaceFileException, InterruptedException {
    if (!List.of("", "step", "alone").contains(only)) {
      throw new IllegalArgumentException("--only must be step or alone, got " + only);
    }
    BenchOptions.atLeastOne("--faces", count);
    BenchOptions.atLeastOne("--rounds", rounds);
    BenchOptions.atLeastOne("--steps", steps);
    Path folder = Files.createTempDirectory("bench-loader");
    try {
      answer.remark("drawing " + count + " faces");
      SyntheticFaces.of(count).size(SIDE).seed(1).writeTo(folder.resolve("faces"));
      Faceset faces = Facesets.open(folder.resolve("faces"), 2);
      Path cache = folder.resolve("cache");
      List<BenchRow> rows = new ArrayList<>();
      if (!only.equals("alone")) {
        rows.addAll(new LoadedStepBenchmark(faces, cache, rounds, steps, answer::remark).run());
      }
      LoaderBenchmark alone = new LoaderBenchmark(faces, cache, rounds, steps, answer::remark);
      if (!only.equals("step")) {
        rows.addAll(alone.run());
      }
      Map<String, Object> environment = new LinkedHashMap<>();
      environment.put("faces", count);
      environment.put("side", SIDE);
      environment.put("rounds", rounds);
      environment.put("steps", steps);
      environment.put(
          "baseline",
          "of a step the other step in the same run, of 2 threads 1 thread in the same run,"
              + " of 1 thread the original's recorded figure, not run beside ours");
      BenchReport report = BenchReport.here("loader", environment, rows);
      Path file = report.save(results);
      if (!only.equals("step")) {
        BenchReport.saveChart(alone.chart(), file);
      }
      answer.remark("written to " + file);
      answer.print(report.document(), report.table());
      return ExitCode.DONE;
    } finally {
      FileTree.delete(folder);
    }
  }
}
