package org.saehdbw.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.saehdbw.cli.CommandOutput;
import org.saehdbw.cli.ExitCode;
import org.saehdbw.cli.StopOnSignal;
import org.saehdbw.files.FileTree;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times a sweep whose trials run side by side, and the same trials one by one. */
@Command(
    name = "sweep",
    description = {
      "Time a sweep of two small models as it runs by itself, then the same trials one by one with"
          + " all cores each; then the last trial once more, alone.",
      "Exit code 1: that trial has other weights than in the sweep."
    },
    footerHeading = "%nExample:%n",
    footer = "  ./workbench bench sweep --trials 8 --iterations 300")
final class SweepBenchCommand implements Callable<Integer> {
  @Mixin private CommandOutput answer;

  @Option(
      names = "--trials",
      paramLabel = "N",
      defaultValue = "8",
      description = "Trials, half of them for each model (default: ${DEFAULT-VALUE}).")
  private int trials;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      defaultValue = "300",
      description = "Iterations of a trial, judged at five saves (default: ${DEFAULT-VALUE}).")
  private int iterations;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Set one setting of all trials; can be repeated.")
  private Map<String, String> settings = Map.of();

  @Option(
      names = "--results",
      paramLabel = "DIR",
      defaultValue = "results/bench",
      description = "Where the results file goes (default: ${DEFAULT-VALUE}).")
  private Path results;

  @Override
  public Integer call() throws Exception {
    BenchOptions.atLeastOne("--iterations", iterations);
    if (trials < 2 || trials % 2 != 0) {
      throw new IllegalArgumentException(
          "--trials must be an even number and at least 2, got " + trials);
    }
    Path folder = Files.createTempDirectory("bench-sweep");
    Optional<SweepTimes> times;
    try (StopOnSignal stop = StopOnSignal.install()) {
      times =
          new SweepBenchmark(folder, iterations, settings, answer::remark, stop::requested)
              .run(trials);
    } finally {
      FileTree.delete(folder);
    }
    return times.isEmpty() ? ExitCode.STOPPED : report(times.get());
  }

  private int report(SweepTimes times) throws IOException {
    Map<String, Object> environment = new LinkedHashMap<>();
    environment.put("trials", trials);
    environment.put("iterations", iterations);
    environment.put("set", settings);
    environment.put("at_once", times.beside().atOnce());
    environment.put("threads_at_once", times.beside().threads());
    environment.put("threads_one_by_one", times.alone().threads());
    environment.put("goals_s", Map.of("overhead of a trial", SweepTimes.OVERHEAD_GOAL));
    BenchReport report = BenchReport.here("sweep", environment, times.rows());
    answer.remark("written to " + report.save(results));
    answer.print(report.document(), report.table());
    if (!times.same()) {
      answer.remark("the last trial has other weights than the same trial alone");
    }
    return code(times);
  }

  static int code(SweepTimes times) {
    return times.same() ? ExitCode.DONE : ExitCode.FAILED;
  }
}
