package org.saehdbw.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.cli.CommandOutput;
import org.saehdbw.cli.ExitCode;
import org.saehdbw.cli.ProgressLine;
import org.saehdbw.files.FileTree;
import org.saehdbw.runs.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times the sheets of a preview beside training steps. */
@Command(
    name = "preview",
    description = {
      "Time the pictures of the batch that was trained on last: drawing, encoding and writing them,"
          + " in turn with those of held-out faces and with training steps of the same model."
    },
    footerHeading = "%nExample:%n",
    footer = "  ./workbench bench preview --model df-udt-192-128-48-32-16-gray --batch 4")
final class PreviewBenchCommand implements Callable<Integer> {
  @Mixin private CommandOutput answer;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "df-udt-192-128-48-32-16-gray",
      description = "The model (default: ${DEFAULT-VALUE}).")
  private String model;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "4",
      description = "Samples of a side (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "10",
      description = "How often each is timed (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description = "Threads of the model (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      defaultValue = "results/bench",
      description = "Where the results file goes (default: ${DEFAULT-VALUE}).")
  private Path results;

  @Override
  public Integer call() throws IOException {
    BenchOptions.atLeastOne("--batch", batch);
    BenchOptions.atLeastOne("--rounds", rounds);
    BenchOptions.atLeastOne("--threads", threads);
    Path folder = Files.createTempDirectory("bench-preview");
    try {
      RunFolder run = RunFolder.create(folder, "bench", 1);
      ProgressLine progress = answer.progress();
      PreviewBenchmark benchmark = new PreviewBenchmark(ModelSpec.parse(model), batch, run);
      BenchReport report =
          BenchReport.here(
              "preview",
              Map.of("threads", threads, "rounds", rounds),
              benchmark.run(rounds, threads, progress));
      progress.end();
      answer.remark("written to " + report.save(results));
      answer.print(report.document(), report.table());
    } finally {
      FileTree.delete(folder);
    }
    return ExitCode.DONE;
  }
}
