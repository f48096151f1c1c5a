package org.saehdbw.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Statistics;
import org.saehdbw.charts.GroupedBars;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.cli.CommandOutput;
import org.saehdbw.cli.ExitCode;
import org.saehdbw.cli.ProgressLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times one transfer of each mode. */
@Command(
    name = "transfers",
    description = "Time one transfer of each mode, gray and colour, on one thread.",
    footerHeading = "%nExample:%n",
    footer = "  ./workbench bench transfers --mode sot --mode lct")
final class TransfersCommand implements Callable<Integer> {
  private static final List<String> MODES = List.of("rct", "lct", "mkl", "idt", "sot", "mix");
  private static final String[] CHANNELS = {"1", "3"};
  private static final int SIDE = 192;

  /** The original at 192 px in NumPy and OpenCV, on another machine of two cores; NaN: it fails. */
  private static final Map<String, double[]> ORIGINAL_MILLIS =
      Map.of(
          "rct", new double[] {Double.NaN, 2.1},
          "lct", new double[] {0.5, 2.2},
          "mkl", new double[] {Double.NaN, 3.7},
          "idt", new double[] {34, 116},
          "sot", new double[] {131, 171},
          "mix", new double[] {Double.NaN, 187});

  @Mixin private CommandOutput answer;

  @Option(
      names = "--mode",
      paramLabel = "NAME",
      description = "Only this mode: rct, lct, mkl, idt, sot or mix.")
  private List<String> modes = MODES;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      defaultValue = "results/bench",
      description = "Where the results file and the chart go (default: ${DEFAULT-VALUE}).")
  private Path results;

  @Override
  public Integer call() throws IOException, RunnerException {
    for (String mode : modes) {
      if (!MODES.contains(mode)) {
        throw new IllegalArgumentException(
            "--mode must be one of " + String.join(", ", MODES) + ", got " + mode);
      }
    }
    var options =
        new OptionsBuilder()
            .include(TransferBenchmark.class.getName().replace(".", "\\."))
            .param("mode", modes.toArray(new String[0]))
            .param("channels", CHANNELS)
            .param("side", String.valueOf(SIDE));
    List<BenchRow> rows = new ArrayList<>();
    double[][] ours = new double[2][modes.size()];
    ProgressLine progress = answer.progress();
    int cases = modes.size() * CHANNELS.length;
    for (RunResult result : JmhProgress.run(options, cases, progress)) {
      String mode = result.getParams().getParam("mode");
      int colour = result.getParams().getParam("channels").equals("3") ? 1 : 0;
      BenchRow row = row(mode, colour, result.getPrimaryResult().getStatistics());
      rows.add(row);
      ours[colour][modes.indexOf(mode)] = row.value();
    }
    progress.end();
    BenchReport report =
        BenchReport.here(
            "transfers",
            Map.of(
                "side", SIDE, "baseline", "the original's recorded figures, not run beside ours"),
            rows);
    Path file = report.save(results);
    Path chart = BenchReport.saveChart(chart(ours), file);
    answer.remark("written to " + file + " and " + chart);
    answer.print(report.document(), report.table());
    return ExitCode.DONE;
  }

  private Figure chart(double[][] ours) {
    Map<String, List<Double>> bars = new LinkedHashMap<>();
    bars.put("gray", list(ours[0]));
    bars.put("colour", list(ours[1]));
    bars.put("original, gray", modes.stream().map(mode -> original(mode, 0)).toList());
    bars.put("original, colour", modes.stream().map(mode -> original(mode, 1)).toList());
    return GroupedBars.of(
        String.format(Locale.ROOT, "One transfer at %d px, one thread", SIDE),
        "mode",
        "time (ms)",
        modes,
        bars,
        true);
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static double original(String mode, int colour) {
    double[] known = ORIGINAL_MILLIS.get(mode);
    return known == null ? Double.NaN : known[colour];
  }

  private static BenchRow row(String mode, int colour, Statistics micros) {
    double original = original(mode, colour);
    double millis = micros.getPercentile(50) / 1000;
    boolean known = !Double.isNaN(original);
    return new BenchRow(
        mode + (colour == 1 ? ", colour" : ", gray"),
        millis,
        "ms",
        micros.getMin() / 1000,
        micros.getMax() / 1000,
        known ? OptionalDouble.of(original) : OptionalDouble.empty(),
        known ? OptionalDouble.of(millis / original) : OptionalDouble.empty());
  }
}
