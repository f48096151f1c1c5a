package org.saehdbw.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.saehdbw.cli.CommandOutput;
import org.saehdbw.cli.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times iterations with and without the meters of a trainer. */
@Command(
    name = "meters",
    description =
        "Time iterations with and without metrics, slow-down report and status line, in alternating"
            + " blocks on fixed input; for the smallest and for a usual model.",
    footerHeading = "%nExample:%n",
    footer = "  ./workbench bench meters --rounds 10")
final class MetersCommand implements Callable<Integer> {
  private static final Map<String, Integer> MODELS = models();
  private static final double MICROS = 1000;

  @Mixin private CommandOutput answer;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "10",
      description = "Pairs of blocks (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      defaultValue = "20",
      description = "Iterations of a block (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description = "Threads of an iteration (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Only this of the two models (default: both).")
  private String model;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      defaultValue = "results/bench",
      description = "Where the results file goes (default: ${DEFAULT-VALUE}).")
  private Path results;

  private static Map<String, Integer> models() {
    Map<String, Integer> models = new LinkedHashMap<>();
    models.put("df-64-32-16-16-16-gray", 1);
    models.put("df-udt-192-128-48-32-16-gray", 2);
    return models;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    BenchOptions.atLeastOne("--rounds", rounds);
    BenchOptions.atLeastOne("--steps", steps);
    BenchOptions.atLeastOne("--threads", threads);
    if (!model.isEmpty() && !MODELS.containsKey(model)) {
      throw new IllegalArgumentException(
          "--model must be one of " + String.join(", ", MODELS.keySet()) + ", got " + model);
    }
    List<BenchRow> rows = new ArrayList<>();
    for (Map.Entry<String, Integer> each : MODELS.entrySet()) {
      if (model.isEmpty() || model.equals(each.getKey())) {
        answer.remark(each.getKey() + ", batch " + each.getValue());
        rows.addAll(
            rows(
                each.getKey() + " batch " + each.getValue(),
                child(each.getKey(), each.getValue()).run(MetersTiming.class)));
      }
    }
    Map<String, Object> settings = Map.of("rounds", rounds, "steps", steps, "threads", threads);
    BenchReport report = BenchReport.here("meters", settings, rows);
    answer.remark("written to " + report.save(results));
    answer.print(report.document(), report.table());
    return ExitCode.DONE;
  }

  /** An iteration with meters beside one without, and the meters alone beside an iteration. */
  static List<BenchRow> rows(String name, MetersTiming timing) {
    double[] ratios = new double[timing.with().length];
    Arrays.setAll(ratios, i -> timing.with()[i] / timing.without()[i]);
    double[] shares = new double[ratios.length];
    Arrays.setAll(shares, i -> timing.meterMicros()[i] / MICROS / timing.without()[i]);
    double without = Numbers.median(timing.without());
    return List.of(
        row(name + ", with meters over without", "ms", timing.with(), without, ratios),
        row(
            name + ", the meters alone over an iteration",
            "us",
            timing.meterMicros(),
            without * MICROS,
            shares));
  }

  private static BenchRow row(
      String name, String unit, double[] values, double baseline, double[] ratios) {
    return new BenchRow(
        name,
        Numbers.median(values),
        unit,
        Arrays.stream(values).min().orElseThrow(),
        Arrays.stream(values).max().orElseThrow(),
        OptionalDouble.of(baseline),
        OptionalDouble.of(Numbers.median(ratios)));
  }

  private StepChild child(String spec, int batch) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(StepBenchmark.JVM_OPTIONS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(MetersProcess.class.getName(), spec, String.valueOf(batch)));
    for (int count : new int[] {threads, rounds, steps}) {
      command.add(String.valueOf(count));
    }
    return StepChild.ofOurs(command, threads);
  }
}
