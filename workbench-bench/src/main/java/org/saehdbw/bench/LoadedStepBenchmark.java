package org.saehdbw.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.dataloaders.Batch;
import org.saehdbw.dataloaders.FaceLoader;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.training.steps.Interpreter;
import org.saehdbw.training.steps.SyntheticStep;
import org.saehdbw.transfers.TransferMode;

/** What a loader costs a training step beside it, and what a transfer adds to that. */
final class LoadedStepBenchmark {
  private static final int WARM_UP = 4;

  private final Faceset faces;
  private final Path cache;
  private final int rounds;
  private final int steps;
  private final Consumer<String> progress;

  LoadedStepBenchmark(Faceset faces, Path cache, int rounds, int steps, Consumer<String> progress) {
    this.faces = faces;
    this.cache = cache;
    this.rounds = rounds;
    this.steps = steps;
    this.progress = progress;
  }

  List<BenchRow> run() throws InterruptedException {
    List<BenchRow> rows = new ArrayList<>();
    rows.addAll(pair("df-ud-96-64-24-24-16-gray", 4, TransferMode.SOT));
    rows.addAll(pair("df-udt-192-128-48-32-16-gray", 2, TransferMode.NONE));
    return rows;
  }

  /** Blocks of steps in turn, in one process on the same weights. */
  private List<BenchRow> pair(String name, int batch, TransferMode transfer)
      throws InterruptedException {
    progress.accept(name + " with the loader and on fixed input, " + rounds + " rounds");
    ModelSpec spec = ModelSpec.parse(name);
    LoaderOptions plain =
        new LoaderOptions(spec.resolution(), spec.channels(), TransferMode.NONE, true, 0);
    LoaderOptions changed =
        new LoaderOptions(spec.resolution(), spec.channels(), transfer, true, 0);
    double[] fixed = new double[rounds];
    double[] loaded = new double[rounds];
    double[] transferred = new double[rounds];
    try (SyntheticStep step = new SyntheticStep(spec, Interpreter.SCRIPT, 2, batch)) {
      for (int round = -1; round < rounds; round++) {
        double without = fixedBlock(step);
        double with = loadedBlock(step, plain, batch);
        double more = transfer == TransferMode.NONE ? with : loadedBlock(step, changed, batch);
        if (round >= 0) {
          fixed[round] = without;
          loaded[round] = with;
          transferred[round] = more;
        }
      }
    }
    String model = name + ", batch " + batch;
    List<BenchRow> rows = new ArrayList<>();
    rows.add(row("step with loader over fixed input, " + model, loaded, fixed));
    if (transfer != TransferMode.NONE) {
      rows.add(row("ct_mode " + transfer.option() + " over none, " + model, transferred, loaded));
    }
    return rows;
  }

  private static BenchRow row(String name, double[] ours, double[] other) {
    double[] ratios = new double[ours.length];
    Arrays.setAll(ratios, i -> ours[i] / other[i]);
    double[] sorted = ours.clone();
    Arrays.sort(sorted);
    return new BenchRow(
        name,
        Numbers.median(ours),
        "ms",
        sorted[0],
        sorted[sorted.length - 1],
        OptionalDouble.of(Numbers.median(other)),
        OptionalDouble.of(Numbers.median(ratios)));
  }

  private double fixedBlock(SyntheticStep step) {
    double[] times = new double[steps];
    for (int i = -WARM_UP; i < steps; i++) {
      long startNanos = System.nanoTime();
      step.run();
      if (i >= 0) {
        times[i] = (System.nanoTime() - startNanos) / 1e6;
      }
    }
    return Arrays.stream(times).average().orElseThrow();
  }

  /** Means, not medians: a loader may cost now and then. */
  private double loadedBlock(SyntheticStep step, LoaderOptions options, int batch)
      throws InterruptedException {
    double[] times = new double[steps];
    try (FaceLoader loader = options.start(faces, cache, batch)) {
      for (int i = -WARM_UP; i < steps; i++) {
        long startNanos = System.nanoTime();
        Batch next = loader.next();
        step.run(next.src(), next.dst());
        if (i >= 0) {
          times[i] = (System.nanoTime() - startNanos) / 1e6;
        }
      }
    }
    return Arrays.stream(times).average().orElseThrow();
  }
}
