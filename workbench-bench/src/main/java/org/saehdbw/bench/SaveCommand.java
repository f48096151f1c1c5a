package org.saehdbw.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.cli.CommandOutput;
import org.saehdbw.cli.ExitCode;
import org.saehdbw.files.FileTree;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times what a save costs the training: written beside the steps, and between two steps. */
@Command(
    name = "save",
    description = {
      "Time what a save costs training: written beside the steps (save_beside: y), and between two"
          + " steps, in alternating processes on fixed input.",
      "Judging the model and drawing previews are not part of it."
    },
    footerHeading = "%nExample:%n",
    footer = "  ./workbench bench save --model df-ud-96-64-24-24-16-gray --batch 4 --rounds 5")
final class SaveCommand implements Callable<Integer> {
  @Mixin private CommandOutput answer;

  @Option(
      names = "--model",
      paramLabel = "SPEC",
      defaultValue = "df-udt-192-128-48-32-16-gray",
      description = "The model (default: ${DEFAULT-VALUE}).")
  private String model;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "2",
      description = "Samples a side (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description = "Threads of a step (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often both ways run (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--saves",
      paramLabel = "N",
      defaultValue = "3",
      description = "Saves of each run (default: ${DEFAULT-VALUE}).")
  private int saves;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "6",
      description = "Steps after each save, at least (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      defaultValue = "results/bench",
      description =
          "Where the results file goes, and for a while the checkpoints (default:"
              + " ${DEFAULT-VALUE}).")
  private Path results;

  @Override
  public Integer call() throws IOException, InterruptedException {
    BenchOptions.atLeastOne("--batch", batch);
    BenchOptions.atLeastOne("--threads", threads);
    BenchOptions.atLeastOne("--rounds", rounds);
    BenchOptions.atLeastOne("--saves", saves);
    BenchOptions.atLeastOne("--steps", steps);
    ModelSpec spec = ModelSpec.parse(model);
    Files.createDirectories(results);
    List<SaveTiming> beside = new ArrayList<>();
    List<SaveTiming> between = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      answer.remark("round " + round + " of " + rounds);
      beside.add(child(spec, "beside"));
      between.add(child(spec, "between"));
    }
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("model", spec.toString());
    settings.put("batch", batch);
    settings.put("threads", threads);
    settings.put("rounds", rounds);
    settings.put("saves", saves);
    settings.put("steps", steps);
    BenchReport report = BenchReport.here("save", settings, rows(beside, between));
    answer.remark("written to " + report.save(results));
    answer.print(report.document(), report.table());
    return ExitCode.DONE;
  }

  /** The other figure of a row is the one of writing between two steps, or of an idle step. */
  private static List<BenchRow> rows(List<SaveTiming> beside, List<SaveTiming> between) {
    return List.of(
        pair(
            "stall of a save beside, over between",
            "ms",
            beside,
            SaveTiming::stallMillis,
            between,
            SaveTiming::stallMillis),
        pair(
            "stall of a save beside, over a step",
            "ms",
            beside,
            SaveTiming::stallMillis,
            beside,
            SaveTiming::stepMillis),
        pair(
            "stall of a save between, over a step",
            "ms",
            between,
            SaveTiming::stallMillis,
            between,
            SaveTiming::stepMillis),
        pair(
            "step beside a write, over other steps",
            "ms",
            beside,
            SaveTiming::besideMillis,
            beside,
            SaveTiming::stepMillis),
        pair(
            "whole cost of a save beside, over between",
            "ms",
            beside,
            SaveTiming::costMillis,
            between,
            SaveTiming::costMillis),
        pair(
            "time until a save is durable, beside over between",
            "ms",
            beside,
            SaveTiming::writeMillis,
            between,
            SaveTiming::writeMillis),
        pair(
            "peak resident, beside over between",
            "MiB",
            beside,
            SaveTiming::peakRssMib,
            between,
            SaveTiming::peakRssMib));
  }

  static BenchRow pair(
      String name,
      String unit,
      List<SaveTiming> ours,
      ToDoubleFunction<SaveTiming> figure,
      List<SaveTiming> others,
      ToDoubleFunction<SaveTiming> other) {
    return Pairs.row(
        name,
        unit,
        ours.stream().mapToDouble(figure).toArray(),
        others.stream().mapToDouble(other).toArray());
  }

  private SaveTiming child(ModelSpec spec, String way) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(results, "saves-").toAbsolutePath();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(StepBenchmark.JVM_OPTIONS);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            SaveProcess.class.getName(),
            spec.toString(),
            String.valueOf(batch),
            String.valueOf(threads),
            String.valueOf(saves),
            String.valueOf(steps),
            way,
            folder.resolve("checkpoints").toString()));
    try {
      return StepChild.ofOurs(command, threads).run(SaveTiming.class);
    } finally {
      FileTree.delete(folder);
    }
  }
}
