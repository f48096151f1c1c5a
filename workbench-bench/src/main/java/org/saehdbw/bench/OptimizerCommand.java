package org.saehdbw.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Statistics;
import org.saehdbw.cli.CommandOutput;
import org.saehdbw.cli.ExitCode;
import org.saehdbw.cli.ProgressLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times one update of the optimizers' state and weights. */
@Command(
    name = "optimizer",
    description = "Time one update of 29.8 million parameters, for each form of the optimizers.",
    footerHeading = "%nExample:%n",
    footer = "  ./workbench bench optimizer --form adabelief --threads 2")
final class OptimizerCommand implements Callable<Integer> {
  private static final List<String> FORMS =
      List.of("adabelief", "adabelief+clip", "adabelief+dropout", "rmsprop");

  @Mixin private CommandOutput answer;

  @Option(
      names = "--form",
      paramLabel = "NAME",
      description = "Only this form: adabelief, adabelief+clip, adabelief+dropout or rmsprop.")
  private List<String> forms = FORMS;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description = "Threads of an update (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      defaultValue = "results/bench",
      description = "Where the results file goes (default: ${DEFAULT-VALUE}).")
  private Path results;

  @Override
  public Integer call() throws IOException, RunnerException {
    BenchOptions.atLeastOne("--threads", threads);
    for (String form : forms) {
      if (!FORMS.contains(form)) {
        throw new IllegalArgumentException(
            "--form must be one of " + String.join(", ", FORMS) + ", got " + form);
      }
    }
    var options =
        new OptionsBuilder()
            .include(OptimizerBenchmark.class.getName().replace(".", "\\."))
            .param("form", forms.toArray(new String[0]))
            .param("threads", String.valueOf(threads));
    List<BenchRow> rows = new ArrayList<>();
    ProgressLine progress = answer.progress();
    for (RunResult result : JmhProgress.run(options, forms.size(), progress)) {
      Statistics times = result.getPrimaryResult().getStatistics();
      rows.add(
          BenchRow.alone(
              result.getParams().getParam("form"),
              times.getPercentile(50),
              "ms",
              times.getMin(),
              times.getMax()));
    }
    progress.end();
    BenchReport report = BenchReport.here("optimizer", Map.of("threads", threads), rows);
    answer.remark("written to " + report.save(results));
    answer.print(report.document(), report.table());
    return ExitCode.DONE;
  }
}
