package org.saehdbw.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.saehdbw.cli.CommandOutput;
import org.saehdbw.cli.ExitCode;
import org.saehdbw.settings.SettingsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times the merging of one face into one frame. */
@Command(
    name = "merge",
    description = {
      "Time merging one 192 px face into one 1280 x 720 frame in memory, without a network.",
      "Default options; rows change one of them. The other column has the original's recorded"
          + " figures, not run beside ours."
    },
    footerHeading = "%nExample:%n",
    footer = "  ./workbench bench merge --rounds 100 --threads 2")
final class MergeBenchCommand implements Callable<Integer> {
  @Mixin private CommandOutput answer;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "100",
      description = "How often each row is timed (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description = "Threads that share a frame (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(names = "--gray", description = "A gray frame and face.")
  private boolean gray;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      defaultValue = "results/bench",
      description = "Where the results file goes (default: ${DEFAULT-VALUE}).")
  private Path results;

  @Override
  public Integer call() throws IOException, SettingsException {
    BenchOptions.atLeastOne("--rounds", rounds);
    BenchOptions.atLeastOne("--threads", threads);
    MergeBenchmark benchmark = new MergeBenchmark(rounds, threads, gray);
    List<BenchRow> rows = new ArrayList<>();
    for (MergeBenchmark.Case which : MergeBenchmark.Case.values()) {
      answer.remark(which.row);
      rows.add(benchmark.row(which));
    }
    Map<String, Object> environment = new LinkedHashMap<>();
    environment.put("threads", threads);
    environment.put("rounds", rounds);
    environment.put("channels", gray ? 1 : 3);
    environment.put("baseline", "the original's recorded figures in colour, not run beside ours");
    for (MergeBenchmark.Case which : MergeBenchmark.Case.values()) {
      environment.put("options_of_" + which.row, which.options);
    }
    BenchReport report = BenchReport.here("merge", environment, rows);
    answer.remark("written to " + report.save(results));
    answer.print(report.document(), report.table());
    return ExitCode.DONE;
  }
}
