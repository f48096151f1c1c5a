package org.saehdbw.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.internal.chartpart.Chart;
import org.saehdbw.charts.GroupedBars;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.cli.CommandOutput;
import org.saehdbw.cli.ExitCode;
import org.saehdbw.files.FileTree;
import org.saehdbw.tensors.Precision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says where the time of a training step goes. */
@Command(
    name = "profile",
    description = "Where the time of a training step goes, by kind of work, in float32 and bf16.",
    footerHeading = "%nExample:%n",
    footer = "  ./workbench bench profile --steps 9")
final class ProfileCommand implements Callable<Integer> {
  private static final Map<String, Integer> MODELS = models();

  @Mixin private CommandOutput answer;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "9",
      description = "Steps of each measurement (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description = "Threads of the step (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--python",
      paramLabel = "PATH",
      description = "A Python that has PyTorch 2.7.1, instead of one made for this.")
  private @Nullable Path python;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = "${sys:workbench.home:-.}/.workbench/bench",
      description = "Where that Python and the scripts go (default: .workbench/bench).")
  private Path home;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      defaultValue = "results/bench",
      description = "Where the results file and the chart go (default: ${DEFAULT-VALUE}).")
  private Path results;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Only this of the models (default: all).")
  private String model;

  private static Map<String, Integer> models() {
    Map<String, Integer> models = new LinkedHashMap<>();
    models.put("df-udt-192-128-48-32-16-gray", 2);
    models.put("df-ud-96-64-24-24-16-gray", 4);
    models.put("df-udt-64-64-16-16-16-gray", 4);
    return models;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    BenchOptions.atLeastOne("--steps", steps);
    BenchOptions.atLeastOne("--threads", threads);
    Path interpreter =
        python != null ? python : new BenchPython(home, answer::remark).interpreter();
    StepProfile profile = new StepProfile(interpreter, threads, steps);
    Path folder = Files.createTempDirectory("bench-profile");
    List<BenchRow> rows = new ArrayList<>();
    List<Chart<?, ?>> panels = new ArrayList<>();
    try {
      for (Map.Entry<String, Integer> each : chosen()) {
        String name = each.getKey() + ", batch " + each.getValue();
        Map<String, List<Double>> bars = new LinkedHashMap<>();
        for (Precision precision : Precision.values()) {
          answer.remark(name + ", " + precision.option());
          Map<String, Double> millis =
              profile.of(
                  each.getKey(),
                  each.getValue(),
                  precision,
                  folder.resolve(each.getKey() + precision));
          millis.forEach(
              (kind, value) ->
                  rows.add(
                      BenchRow.alone(
                          name + ", " + precision.option() + ": " + kind,
                          value,
                          "ms",
                          value,
                          value)));
          bars.put(
              precision.option(),
              StepProfile.KINDS.stream().map(kind -> millis.getOrDefault(kind, 0.0)).toList());
        }
        panels.addAll(
            GroupedBars.of(name, "", "time of a step (ms)", shortKinds(), bars, false).panels());
      }
      BenchReport report =
          BenchReport.here("profile", Map.of("steps", steps, "threads", threads), rows);
      Path file = report.save(results);
      BenchReport.saveChart(new Figure(panels), file);
      answer.remark("written to " + file);
      answer.print(report.document(), report.table());
      return ExitCode.DONE;
    } finally {
      FileTree.delete(folder);
    }
  }

  private List<Map.Entry<String, Integer>> chosen() {
    if (!model.isEmpty() && !MODELS.containsKey(model)) {
      throw new IllegalArgumentException(
          "--model must be one of " + String.join(", ", MODELS.keySet()) + ", got " + model);
    }
    return MODELS.entrySet().stream()
        .filter(each -> model.isEmpty() || model.equals(each.getKey()))
        .toList();
  }

  /** The kinds' names as they fit below bars. */
  private static List<String> shortKinds() {
    return StepProfile.KINDS.stream()
        .map(
            kind ->
                kind.replace("convolutions forward", "conv fwd")
                    .replace("convolutions backward", "conv bwd")
                    .replace("moves and casts", "moves")
                    .replace("other by element", "by element")
                    .replace("dense layers", "dense"))
        .toList();
  }
}
