package org.saehdbw.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.saehdbw.cli.CommandOutput;
import org.saehdbw.cli.ExitCode;
import org.saehdbw.files.FileTree;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the live page beside a training. */
@Command(
    name = "page",
    description = {
      "Measure the live page while a model trains: what an iteration takes with no page, one page"
          + " and 20 pages open, in turn; how soon a page shows a new point; first paint and"
          + " weight in Chromium, where it is installed; and how long a run of 1,000,000"
          + " iterations takes to open.",
      "The pages are readers of what the server sends; one more is a browser on this machine,"
          + " whose own work takes from the training what it needs."
    },
    footerHeading = "%nExample:%n",
    footer = "  ./workbench bench page --rounds 5 --iterations 40")
final class PageCommand implements Callable<Integer> {
  @Mixin private CommandOutput answer;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often each is measured (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      defaultValue = "40",
      description = "Iterations of a block (default: ${DEFAULT-VALUE}).")
  private int iterations;

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
      description = "Where the results file goes (default: ${DEFAULT-VALUE}).")
  private Path results;

  @Override
  public Integer call() throws Exception {
    BenchOptions.atLeastOne("--rounds", rounds);
    BenchOptions.atLeastOne("--iterations", iterations);
    Path folder = Files.createTempDirectory("bench-page");
    PageTimes times;
    try (PageTraining training = PageTraining.start(folder, settings, words)) {
      times = new PageBenchmark(training, folder, iterations, answer::remark).run(rounds);
    } finally {
      FileTree.delete(folder);
    }
    Map<String, Object> environment = new LinkedHashMap<>();
    environment.put("settings", settings.toString());
    environment.put("set", words);
    environment.put("rounds", rounds);
    environment.put("iterations", iterations);
    environment.put("goals", PageTimes.GOALS);
    BenchReport report = BenchReport.here("page", environment, times.rows());
    answer.remark("written to " + report.save(results));
    answer.print(report.document(), report.table());
    return ExitCode.DONE;
  }
}
