package org.saehdbw.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.saehdbw.cli.CommandOutput;
import org.saehdbw.cli.ExitCode;
import org.saehdbw.files.FileTree;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times the way from many long runs to one chart, each time in a fresh process. */
@Command(
    name = "reading",
    description =
        "Time reading the metrics of many long runs into one chart, the first time and with"
            + " caches.",
    footerHeading = "%nExample:%n",
    footer = "  ./workbench bench reading --count 100 --rows 100000")
final class ReadingCommand implements Callable<Integer> {
  private static final double MILLION = 1e6;

  @Mixin private CommandOutput answer;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many runs (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Iterations of each, about 150 bytes (default: ${DEFAULT-VALUE}).")
  private int rows;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often the chart is drawn with caches (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--heap-mib",
      paramLabel = "N",
      defaultValue = "512",
      description = "Largest Java heap of the process that draws (default: ${DEFAULT-VALUE}).")
  private int heapMib;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      defaultValue = "results/bench",
      description = "Where the results file and the chart go (default: ${DEFAULT-VALUE}).")
  private Path results;

  @Override
  public Integer call() throws IOException, InterruptedException {
    BenchOptions.atLeastOne("--runs", runs);
    BenchOptions.atLeastOne("--rows", rows);
    BenchOptions.atLeastOne("--rounds", rounds);
    BenchOptions.atLeastOne("--heap-mib", heapMib);
    Path folder = Files.createTempDirectory("bench-reading");
    try {
      answer.remark("writing " + runs + " runs of " + rows + " rows");
      for (int run = 0; run < runs; run++) {
        Path own =
            Files.createDirectory(folder.resolve(String.format(Locale.ROOT, "%04d_drawn_s1", run)));
        DrawnMetrics.write(own.resolve("metrics.csv"), rows, run);
      }
      Path chart = folder.resolve("chart.png");
      List<BenchRow> found = new ArrayList<>();
      answer.remark("the first time");
      found.addAll(measure(folder, chart, 1, "the first time"));
      answer.remark("with caches");
      found.addAll(measure(folder, chart, rounds, "with caches"));
      Map<String, Object> environment = new LinkedHashMap<>();
      environment.put("runs", runs);
      environment.put("rows", rows);
      environment.put("rounds", rounds);
      environment.put("heap_mib", heapMib);
      BenchReport report = BenchReport.here("reading", environment, found);
      Path file = report.save(results);
      Files.copy(chart, Path.of(file.toString().replace(".json", ".png")));
      answer.remark("written to " + file);
      answer.print(report.document(), report.table());
      return ExitCode.DONE;
    } finally {
      FileTree.delete(folder);
    }
  }

  private List<BenchRow> measure(Path folder, Path chart, int times, String when)
      throws IOException, InterruptedException {
    double[] whole = new double[times];
    double[] own = new double[times];
    double[] peak = new double[times];
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      StepTiming timing = child(folder, chart).run();
      whole[i] = (System.nanoTime() - start) / MILLION;
      own[i] = timing.stepMillis();
      peak[i] = timing.peakRssMib();
    }
    return List.of(
        row("process from start to end, " + when, "ms", whole),
        row("reading and drawing in it, " + when, "ms", own),
        row("its peak resident, " + when, "MiB", peak));
  }

  private static BenchRow row(String name, String unit, double[] values) {
    double least = Arrays.stream(values).min().orElseThrow();
    double most = Arrays.stream(values).max().orElseThrow();
    return BenchRow.alone(name, Numbers.median(values), unit, least, most);
  }

  private StepChild child(Path folder, Path chart) {
    return StepChild.ofOurs(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + heapMib + "m",
            "-Djava.awt.headless=true",
            "-cp",
            System.getProperty("java.class.path"),
            ReadingProcess.class.getName(),
            folder.toString(),
            chart.toString()),
        1);
  }
}
