package org.saehdbw.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.saehdbw.checkpoints.CheckpointStore;
import org.saehdbw.checkpoints.KeepPolicy;
import org.saehdbw.checkpoints.StoredCheckpoint;
import org.saehdbw.experiments.places.SideBySide;
import org.saehdbw.experiments.sweeps.plan.Axis;
import org.saehdbw.experiments.sweeps.plan.Experiment;
import org.saehdbw.experiments.sweeps.plan.ExperimentBuilder;
import org.saehdbw.experiments.sweeps.plan.SweepBudget;
import org.saehdbw.experiments.sweeps.plan.SweepFolder;
import org.saehdbw.experiments.sweeps.plan.SweepPlan;
import org.saehdbw.experiments.sweeps.results.SweepResults;
import org.saehdbw.experiments.sweeps.results.TrialResult;
import org.saehdbw.experiments.sweeps.running.SweepDriver;
import org.saehdbw.experiments.sweeps.running.SweepListener;
import org.saehdbw.files.Sha256;
import org.saehdbw.runs.Processor;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.settings.SettingsException;

/**
 * Runs the same trials as a sweep does by itself and one by one with all cores, each started when
 * the one before has ended, and the last of them alone. Each of the three has a folder of decoded
 * faces of its own, which is empty at first.
 */
final class SweepBenchmark {
  private static final double NANOS = 1e9;
  private static final List<String> WIDTHS = List.of("16", "24");
  private static final int SAVES = 5;

  private final Path folder;
  private final int iterations;
  private final Map<String, String> settings;
  private final Consumer<String> remarks;
  private final BooleanSupplier stop;

  /**
   * Takes where and how long.
   *
   * @param folder an empty one
   * @param iterations of each trial, at least 1
   * @param settings what replaces our own settings of all trials, as text by key
   * @param stop asked again and again whether to stop
   */
  SweepBenchmark(
      Path folder,
      int iterations,
      Map<String, String> settings,
      Consumer<String> remarks,
      BooleanSupplier stop) {
    this.folder = folder;
    this.iterations = iterations;
    this.settings = settings;
    this.remarks = remarks;
    this.stop = stop;
  }

  /**
   * Runs all three.
   *
   * @param trials how many, an even number: half of them for each of two models
   * @return empty if it was stopped
   * @throws IOException if a trial is not done; the message says why
   */
  Optional<SweepTimes> run(int trials) throws SettingsException, IOException, InterruptedException {
    List<Long> seeds = LongStream.rangeClosed(1, trials / WIDTHS.size()).boxed().toList();
    Optional<SweepTimes.Sweep> beside = sweep(base("beside", "beside", WIDTHS, seeds));
    if (beside.isEmpty()) {
      return Optional.empty();
    }
    Optional<SweepTimes.Sweep> alone = eachByItself(seeds, Processor.here().cores());
    if (alone.isEmpty()) {
      return Optional.empty();
    }
    TrialResult last = beside.get().trials().get(trials - 1);
    String width = last.trial().point().getOrDefault("d_dims", WIDTHS.get(0));
    Optional<SweepTimes.Sweep> again =
        sweep(single("alone", "alone", width, last.trial().seed(), beside.get().threads()));
    return again.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SweepTimes(
                beside.get(),
                alone.get(),
                weights(last).equals(weights(again.get().trials().get(0)))));
  }

  /** A sweep of one trial after the other, as a user would start them one by one. */
  private Optional<SweepTimes.Sweep> eachByItself(List<Long> seeds, int threads)
      throws SettingsException, IOException, InterruptedException {
    double seconds = 0;
    List<TrialResult> results = new ArrayList<>();
    for (long seed : seeds) {
      for (String width : WIDTHS) {
        String name = "one-by-one-" + width + "-" + seed;
        Optional<SweepTimes.Sweep> one = sweep(single(name, "one-by-one", width, seed, threads));
        if (one.isEmpty()) {
          return Optional.empty();
        }
        seconds += one.get().wallSeconds();
        results.addAll(one.get().trials());
      }
    }
    return Optional.of(new SweepTimes.Sweep(seconds, threads, 1, results));
  }

  private ExperimentBuilder single(
      String name, String faces, String width, long seed, int threads) {
    return base(name, faces, List.of(width), List.of(seed))
        .parallelTrials(1)
        .set("threads", String.valueOf(threads));
  }

  private ExperimentBuilder base(String name, String faces, List<String> widths, List<Long> seeds) {
    Map<String, String> base = new LinkedHashMap<>();
    base.put("model", "df-udt-64-64-16-16-16-gray");
    base.put("face_type", "wf");
    base.put("pretrain", "true");
    base.put("pretraining_data", "drawn:400,size=96,seed=7");
    base.put("batch_size", "4");
    base.putAll(settings);
    base.put("cache_dir", folder.resolve("faces-" + faces).toString());
    return Experiment.builder()
        .name(name)
        .base(base)
        .over("d_dims", new Axis.Values(widths))
        .seeds(seeds)
        .budget(SweepBudget.iterations(iterations))
        .metric(Experiment.DEFAULT_METRIC)
        .judgeEvery(Math.max(1, iterations / SAVES));
  }

  private Optional<SweepTimes.Sweep> sweep(ExperimentBuilder builder)
      throws SettingsException, IOException, InterruptedException {
    Experiment experiment = builder.build();
    Files.createDirectories(folder);
    Follower follower = new Follower(experiment.name());
    long begun = System.nanoTime();
    Path path = folder.resolve(experiment.name());
    SweepDriver.Outcome outcome =
        SweepDriver.run(
            SweepPlan.of(experiment, new SweepFolder(path).runs()), folder, false, follower, stop);
    double seconds = (System.nanoTime() - begun) / NANOS;
    if (!outcome.complete()) {
      return Optional.empty();
    }
    List<TrialResult> results = SweepResults.open(path).results();
    for (TrialResult result : results) {
      if (!result.isDone()) {
        throw new IOException(
            experiment.name()
                + ", "
                + result.trial().label()
                + ": must be done, got "
                + result.status().text()
                + ": "
                + result.message());
      }
    }
    return Optional.of(new SweepTimes.Sweep(seconds, follower.threads, follower.atOnce, results));
  }

  private final class Follower implements SweepListener {
    private final String name;
    private int threads;
    private int atOnce;

    Follower(String name) {
      this.name = name;
    }

    @Override
    public void began(SweepPlan plan, int trials, int missing, SideBySide sideBySide) {
      threads = sideBySide.threads();
      atOnce = sideBySide.places();
      remarks.accept(name + ", trials: " + trials + ", " + sideBySide);
    }

    @Override
    public void trialEnded(TrialResult result, int missing, Optional<Double> secondsLeft) {
      remarks.accept(
          String.format(
              Locale.ROOT,
              "%s, %s: %s in %.1f s, %d left",
              name,
              result.trial().label(),
              result.status().text(),
              result.wallSeconds(),
              missing));
    }

    @Override
    public void remarked(String line) {
      remarks.accept(name + ": " + line);
    }
  }

  /** The checksum of the weights in a trial's last checkpoint. */
  private static String weights(TrialResult trial) throws IOException {
    RunFolder run = RunFolder.open(trial.runFolder().orElseThrow());
    CheckpointStore store = new CheckpointStore(run.checkpoints(), KeepPolicy.defaults());
    List<Long> generations = store.generations();
    return Sha256.hex(
        store
            .generation(generations.get(generations.size() - 1))
            .resolve(StoredCheckpoint.WEIGHTS));
  }
}
