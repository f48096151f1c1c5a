package org.saehdbw.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.planning.CostCard;
import org.saehdbw.tensors.Precision;

/**
 * Our step of several models on fixed random input, each beside the first: in every round each
 * model runs in a process of its own, and every round begins with another one.
 */
final class ModelSteps {
  private final BenchOptions options;
  private final List<ModelSpec> models;
  private final int batch;
  private final Precision precision;
  private final Consumer<String> progress;

  /**
   * Prepares the benchmark.
   *
   * @param options how it runs; home and Python are not used
   * @param models at least two; the first is what the others are compared with
   * @param batch faces of each side
   * @param precision of convolutions
   * @param progress receives each run
   */
  ModelSteps(
      BenchOptions options,
      List<ModelSpec> models,
      int batch,
      Precision precision,
      Consumer<String> progress) {
    if (models.size() < 2) {
      throw new IllegalArgumentException(
          "--compare must have at least 2 models in --model, got " + models);
    }
    this.options = options;
    this.models = List.copyOf(models);
    this.batch = batch;
    this.precision = precision;
    this.progress = progress;
  }

  /** Measures, and returns for each model its time, its memory and its planned work. */
  BenchReport report() throws IOException, InterruptedException {
    List<List<ModelTiming>> timings = new ArrayList<>();
    models.forEach(model -> timings.add(new ArrayList<>()));
    for (int round = 0; round < options.rounds(); round++) {
      for (int i = 0; i < models.size(); i++) {
        int which = (i + round) % models.size();
        ModelTiming timing = child(models.get(which)).run(ModelTiming.class);
        timings.get(which).add(timing);
        progress.accept(
            String.format(
                Locale.ROOT,
                "round %d of %d: %s %.1f ms, %.0f MiB",
                round + 1,
                options.rounds(),
                models.get(which),
                timing.step().stepMillis(),
                timing.step().peakRssMib()));
      }
    }
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("threads", options.threads());
    settings.put("rounds", options.rounds());
    settings.put("steps", options.steps());
    settings.put("interpreter", options.interpreter().name().toLowerCase(Locale.ROOT));
    settings.put("precision", precision.option());
    settings.put("batch", batch);
    settings.put("jvm_options", String.join(" ", StepBenchmark.JVM_OPTIONS));
    return BenchReport.here("models-step", settings, rows(timings));
  }

  private List<BenchRow> rows(List<List<ModelTiming>> timings) {
    List<BenchRow> rows = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      String name = models.get(i) + " batch " + batch;
      List<ModelTiming> ours = timings.get(i);
      List<ModelTiming> first = timings.get(0);
      rows.add(row(name, "ms", ours, first, timing -> timing.step().stepMillis()));
      rows.add(row(name + ", quickest", "ms", ours, first, timing -> timing.step().minMillis()));
      rows.add(row(name + ", processor time", "ms", ours, first, ModelTiming::cpuMillis));
      rows.add(
          row(name + ", peak resident", "MiB", ours, first, timing -> timing.step().peakRssMib()));
      rows.add(row(name + ", added to the peak", "MiB", ours, first, ModelTiming::addedMib));
      rows.add(
          Pairs.row(
              name + ", planned", "GFLOP", gigaFlops(models.get(i)), gigaFlops(models.get(0))));
    }
    return rows;
  }

  private static BenchRow row(
      String name,
      String unit,
      List<ModelTiming> ours,
      List<ModelTiming> first,
      ToDoubleFunction<ModelTiming> figure) {
    return Pairs.row(
        name,
        unit,
        ours.stream().mapToDouble(figure).toArray(),
        first.stream().mapToDouble(figure).toArray());
  }

  private double[] gigaFlops(ModelSpec model) {
    return new double[] {CostCard.of(model).batch(batch).work().total() / 1e9};
  }

  private StepChild child(ModelSpec model) {
    List<String> command =
        StepBenchmark.java(ModelStepProcess.class, model.toString(), batch, options.threads());
    command.addAll(List.of(String.valueOf(options.steps()), options.interpreter().name()));
    command.addAll(List.of(precision.name(), "0"));
    return StepChild.ofOurs(command, options.threads());
  }
}
