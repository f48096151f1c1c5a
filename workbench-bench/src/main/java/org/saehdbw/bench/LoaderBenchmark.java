package org.saehdbw.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.saehdbw.charts.GroupedBars;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.dataloaders.FaceLoader;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.transfers.TransferMode;

/** The loader at full speed, without training. */
final class LoaderBenchmark {
  private static final int BATCH = 4;
  private static final int WARM_UP = 20;
  private static final List<TransferMode> TRANSFERS =
      List.of(TransferMode.RCT, TransferMode.LCT, TransferMode.IDT, TransferMode.SOT);

  /** The original's samples a second, one worker, 512 px files, on another machine of two cores. */
  private static final Map<LoaderOptions, Double> ORIGINAL =
      Map.of(
          original(192, 3, TransferMode.NONE), 62.0,
          original(192, 1, TransferMode.NONE), 64.0,
          original(96, 3, TransferMode.NONE), 59.0,
          original(96, 1, TransferMode.NONE), 61.0,
          original(192, 3, TransferMode.LCT), 38.0,
          original(192, 1, TransferMode.LCT), 50.0,
          original(192, 3, TransferMode.RCT), 46.0,
          original(192, 3, TransferMode.SOT), 2.6,
          original(192, 1, TransferMode.SOT), 2.8);

  private final Faceset faces;
  private final Path cache;
  private final int rounds;
  private final int steps;
  private final Consumer<String> progress;
  private final Map<LoaderOptions, Double> rates = new LinkedHashMap<>();

  LoaderBenchmark(Faceset faces, Path cache, int rounds, int steps, Consumer<String> progress) {
    this.faces = faces;
    this.cache = cache;
    this.rounds = rounds;
    this.steps = steps;
    this.progress = progress;
  }

  private static LoaderOptions original(int resolution, int channels, TransferMode transfer) {
    return new LoaderOptions(resolution, channels, transfer, false, 1);
  }

  List<BenchRow> run() throws InterruptedException {
    List<BenchRow> rows = new ArrayList<>();
    for (int resolution : new int[] {96, 192}) {
      for (int channels : new int[] {1, 3}) {
        for (boolean cached : new boolean[] {true, false}) {
          twice(resolution, channels, TransferMode.NONE, cached, rows);
        }
        for (TransferMode transfer : resolution == 192 ? TRANSFERS : List.<TransferMode>of()) {
          twice(resolution, channels, transfer, true, rows);
        }
      }
    }
    return rows;
  }

  private void twice(
      int resolution, int channels, TransferMode transfer, boolean cached, List<BenchRow> rows)
      throws InterruptedException {
    LoaderOptions one = new LoaderOptions(resolution, channels, transfer, cached, 1);
    double[] single = new double[rounds];
    double[] cpu = new double[rounds];
    measure(one, single, cpu);
    double original = ORIGINAL.getOrDefault(original(resolution, channels, transfer), Double.NaN);
    rows.add(row(one.text(), single, "samples/s", original));
    rows.add(row(one.text() + ", CPU of a sample", cpu, "ms", Double.NaN));
    LoaderOptions two = new LoaderOptions(resolution, channels, transfer, cached, 2);
    double[] both = new double[rounds];
    measure(two, both, cpu);
    // The second thread's worth: over one thread's rate.
    rows.add(row(two.text(), both, "samples/s", Numbers.median(single)));
    rates.put(one, Numbers.median(single));
    rates.put(two, Numbers.median(both));
  }

  private void measure(LoaderOptions options, double[] rate, double[] cpu)
      throws InterruptedException {
    progress.accept(options.text());
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    try (FaceLoader loader = options.start(faces, cache, BATCH)) {
      int warmUp = options.cached() ? faces.entries().size() / BATCH : 0;
      for (int i = 0; i < Math.max(WARM_UP, warmUp); i++) {
        loader.next();
      }
      for (int round = 0; round < rounds; round++) {
        long cpuStart = system.getProcessCpuTime();
        long start = System.nanoTime();
        for (int i = 0; i < steps; i++) {
          loader.next();
        }
        int samples = 2 * BATCH * steps;
        rate[round] = samples / ((System.nanoTime() - start) / 1e9);
        cpu[round] = (system.getProcessCpuTime() - cpuStart) / 1e6 / samples;
      }
    }
  }

  private static BenchRow row(String name, double[] values, String unit, double other) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double middle = Numbers.median(values);
    boolean known = !Double.isNaN(other);
    return new BenchRow(
        name,
        middle,
        unit,
        sorted[0],
        sorted[sorted.length - 1],
        known ? OptionalDouble.of(other) : OptionalDouble.empty(),
        known ? OptionalDouble.of(middle / other) : OptionalDouble.empty());
  }

  /** Draws samples a second without transfers. */
  Figure chart() {
    List<String> cases = List.of("96 px gray", "96 px colour", "192 px gray", "192 px colour");
    Map<String, List<Double>> bars = new LinkedHashMap<>();
    bars.put("kept, 2 threads", rates(true, 2));
    bars.put("kept, 1 thread", rates(true, 1));
    bars.put("decoded, 2 threads", rates(false, 2));
    bars.put("decoded, 1 thread", rates(false, 1));
    bars.put("original, 1 worker", rates(ORIGINAL, false, 1));
    return GroupedBars.of(
        "Samples of 512 px faces", "samples", "samples a second", cases, bars, false);
  }

  private List<Double> rates(boolean cached, int threads) {
    return rates(rates, cached, threads);
  }

  /** Of the chart's cases in their order. */
  private static List<Double> rates(Map<LoaderOptions, Double> from, boolean cached, int threads) {
    List<Double> found = new ArrayList<>();
    for (int resolution : new int[] {96, 192}) {
      for (int channels : new int[] {1, 3}) {
        LoaderOptions options =
            new LoaderOptions(resolution, channels, TransferMode.NONE, cached, threads);
        found.add(from.getOrDefault(options, Double.NaN));
      }
    }
    return found;
  }
}
