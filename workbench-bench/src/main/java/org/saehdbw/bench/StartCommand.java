package org.saehdbw.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.cli.CommandOutput;
import org.saehdbw.cli.ExitCode;
import org.saehdbw.files.FileTree;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times a training's start, from the command to the end of its first iteration. */
@Command(
    name = "start",
    description = {
      "Time train from the command to the end of the first iteration, and whole with one iteration;"
          + " each round starts ./workbench again.",
      "The phases of the start are those that the trainer writes into events.jsonl; a chart of them"
          + " is beside the results file."
    },
    footerHeading = "%nExample:%n",
    footer = "  ./workbench bench start --rounds 5")
final class StartCommand implements Callable<Integer> {
  @Mixin private CommandOutput answer;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often the command is given (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      defaultValue = "experiments/quickstart.yaml",
      description = "The settings file that is trained (default: ${DEFAULT-VALUE}).")
  private Path settings;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Set one setting; can be repeated, overrides the file.")
  private List<String> words = List.of();

  @Option(
      names = "--results",
      paramLabel = "DIR",
      defaultValue = "results/bench",
      description = "Where the results file and the chart go (default: ${DEFAULT-VALUE}).")
  private Path results;

  @Override
  public Integer call() throws IOException, InterruptedException {
    BenchOptions.atLeastOne("--rounds", rounds);
    StartBenchmark benchmark = new StartBenchmark(settings, words);
    Path folder = Files.createTempDirectory("bench-start");
    List<StartRound> made = new ArrayList<>();
    try {
      for (int round = 1; round <= rounds; round++) {
        answer.remark("round " + round + " of " + rounds);
        made.add(benchmark.round(folder));
      }
    } finally {
      FileTree.delete(folder);
    }
    StartTimes times = new StartTimes(made);
    Map<String, Object> environment = new LinkedHashMap<>();
    environment.put("settings", settings.toString());
    environment.put("set", words);
    environment.put("rounds", rounds);
    environment.put("goals_s", StartTimes.GOALS);
    BenchReport report = BenchReport.here("start", environment, times.rows());
    Path file = report.save(results);
    for (Figure chart : times.chart()) {
      BenchReport.saveChart(chart, file);
    }
    answer.remark("written to " + file);
    answer.print(report.document(), report.table());
    return ExitCode.DONE;
  }
}
