package org.saehdbw.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.dataloaders.Batch;
import org.saehdbw.dataloaders.CacheOptions;
import org.saehdbw.dataloaders.FaceLoader;
import org.saehdbw.dataloaders.FaceSource;
import org.saehdbw.dataloaders.LoaderException;
import org.saehdbw.dataloaders.SampleOptions;
import org.saehdbw.facesets.FaceType;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.training.Interpreter;

/** Times the loader alone, and what it costs a training step beside it. */
final class LoaderBenchmark {
  private static final int BATCH = 4;
  private static final int WARM_UP = 5;
  private static final String STEP_MODEL = "df-ud-96-64-24-24-16-gray";
  private static final int CACHE_MIB = 512;

  private final Faceset faces;
  private final Path cacheFolder;
  private final int rounds;
  private final int steps;
  private final Consumer<String> progress;

  LoaderBenchmark(
      Faceset faces, Path cacheFolder, int rounds, int steps, Consumer<String> progress) {
    this.faces = faces;
    this.cacheFolder = cacheFolder;
    this.rounds = rounds;
    this.steps = steps;
    this.progress = progress;
  }

  List<BenchRow> run() throws InterruptedException {
    List<BenchRow> rows = new ArrayList<>();
    rows.add(stepWithLoader());
    for (int resolution : new int[] {96, 192}) {
      for (int channels : new int[] {1, 3}) {
        for (int threads : new int[] {1, 2}) {
          for (int cache : new int[] {0, CACHE_MIB}) {
            alone(resolution, channels, threads, cache, rows);
          }
        }
      }
    }
    return rows;
  }

  private SampleOptions options(int resolution, int channels, int threads, int cacheMib) {
    return SampleOptions.of(resolution, channels, FaceType.WHOLE).toBuilder()
        .batchSize(BATCH)
        .threads(threads)
        .cache(new CacheOptions(cacheFolder, cacheMib))
        .build();
  }

  private FaceLoader start(SampleOptions options) {
    Consumer<String> warnings =
        message -> {
          throw new LoaderException(message);
        };
    FaceSource all = FaceSource.all(faces);
    return FaceLoader.start(all, all, options, 1, warnings);
  }

  /** Blocks of steps with and without the loader in turn, in one process on the same weights. */
  private BenchRow stepWithLoader() throws InterruptedException {
    progress.accept("a step with the loader beside a step on fixed input, " + rounds + " rounds");
    double[] loaded = new double[rounds];
    double[] fixed = new double[rounds];
    double[] ratios = new double[rounds];
    try (FixedStep step =
        new FixedStep(ModelSpec.parse(STEP_MODEL), Interpreter.SCRIPT, 2, BATCH)) {
      for (int round = -1; round < rounds; round++) {
        double without = fixedBlock(step);
        double with = loadedBlock(step);
        if (round >= 0) {
          fixed[round] = without;
          loaded[round] = with;
          ratios[round] = with / without;
        }
      }
    }
    double[] sorted = loaded.clone();
    Arrays.sort(sorted);
    return new BenchRow(
        "step with loader, " + STEP_MODEL + ", batch " + BATCH,
        Numbers.median(loaded),
        "ms",
        sorted[0],
        sorted[rounds - 1],
        OptionalDouble.of(Numbers.median(fixed)),
        OptionalDouble.of(Numbers.median(ratios)));
  }

  private double fixedBlock(FixedStep step) {
    double[] times = new double[steps];
    for (int i = -WARM_UP; i < steps; i++) {
      long begun = System.nanoTime();
      step.run();
      if (i >= 0) {
        times[i] = (System.nanoTime() - begun) / 1e6;
      }
    }
    return Numbers.median(times);
  }

  private double loadedBlock(FixedStep step) throws InterruptedException {
    double[] times = new double[steps];
    try (FaceLoader loader = start(options(96, 1, 2, CACHE_MIB))) {
      for (int i = -WARM_UP; i < steps; i++) {
        long begun = System.nanoTime();
        Batch batch = loader.next();
        step.run(batch.src(), batch.dst());
        if (i >= 0) {
          times[i] = (System.nanoTime() - begun) / 1e6;
        }
      }
    }
    return Numbers.median(times);
  }

  /** The loader as fast as it goes, nobody computing. */
  private void alone(int resolution, int channels, int threads, int cacheMib, List<BenchRow> rows)
      throws InterruptedException {
    String name =
        "%d px %s, %d thread%s, cache %s"
            .formatted(
                resolution,
                channels == 1 ? "gray" : "colour",
                threads,
                threads == 1 ? "" : "s",
                cacheMib > 0 ? "on" : "off");
    progress.accept(name);
    double[] rate = new double[rounds];
    double[] cpu = new double[rounds];
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    try (FaceLoader loader = start(options(resolution, channels, threads, cacheMib))) {
      // Until every face was decoded once.
      for (int i = 0; i < 2 * faces.entries().size() / BATCH; i++) {
        loader.next();
      }
      for (int round = 0; round < rounds; round++) {
        long cpuBegun = system.getProcessCpuTime();
        long begun = System.nanoTime();
        for (int i = 0; i < steps; i++) {
          loader.next();
        }
        int samples = 2 * BATCH * steps;
        rate[round] = samples / ((System.nanoTime() - begun) / 1e9);
        cpu[round] = (system.getProcessCpuTime() - cpuBegun) / 1e6 / samples;
      }
    }
    rows.add(row(name, rate, "samples/s"));
    rows.add(row(name + ", CPU of a sample", cpu, "ms"));
  }

  private static BenchRow row(String name, double[] values, String unit) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return BenchRow.alone(name, Numbers.median(values), unit, sorted[0], sorted[sorted.length - 1]);
  }
}
