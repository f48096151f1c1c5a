package org.saehdbw.experiments.sweeps.running;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.architectures.ModelSettings;
import org.saehdbw.dataloaders.BatchOptions;
import org.saehdbw.experiments.TrainerTask;
import org.saehdbw.processes.ChildProgram;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunLock;
import org.saehdbw.runs.RunNames;
import org.saehdbw.runs.RunRequest;
import org.saehdbw.runs.RunSummary;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.MetricsWriter;
import org.saehdbw.runs.metrics.StageTimes;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.tensors.CounterRandom;
import org.saehdbw.training.StoredSettings;
import org.saehdbw.training.plan.TrainingSettings;
import org.saehdbw.training.plan.TrainingTarget;

/**
 * A trainer without an engine: it leaves a run folder as a real one does, each iteration in a few
 * milliseconds, and breaks down as the setting {@code e_dims} says.
 */
final class FakeTrainer {
  static final int KILLED = 18;
  static final int NOT_FINITE = 20;
  static final int HANGS = 22;
  static final int NO_HEAP = 24;
  static final int TOO_LARGE = 26;
  static final int FAULTY = 28;
  static final int CROWDED = 30;

  /** Its quality is a draw: equal for all points but for ae_dims 128, which is better by 0.02. */
  static final int NOISY = 32;

  private static final int MEBI = 1 << 20;

  private FakeTrainer() {}

  /** Starts this class where a sweep starts a trainer. */
  static ChildProgram<TrainerTask> program() {
    return new ChildProgram<>() {
      @Override
      public Class<TrainerTask> task() {
        return TrainerTask.class;
      }

      @Override
      public String mainClass() {
        return FakeTrainer.class.getName();
      }

      @Override
      public List<String> arguments(TrainerTask task) {
        TrainerTask.Named run = (TrainerTask.Named) task;
        return List.of(
            run.settings().toString(), run.runs().toString(), run.name(), "" + run.waits());
      }
    };
  }

  /** The made-up quality: better with each iteration and with wider codes, a little by seed. */
  static double quality(long iteration, int aeDims, long seed) {
    return 1.0 / (iteration + aeDims) + seed * 1e-4;
  }

  /** A made-up error of 0.1 with a standard deviation of 0.005, half of it shared by a seed. */
  static double noisy(int aeDims, long seed) {
    CounterRandom shared = CounterRandom.of(seed, "noisy trainer", 0, 0);
    CounterRandom own = CounterRandom.of(seed, "noisy trainer", aeDims, 1);
    double noise = 0.005 * Math.sqrt(0.5) * (shared.nextGaussian() + own.nextGaussian());
    return (aeDims == 128 ? 0.08 : 0.1) + noise;
  }

  /** Trains {@code SETTINGS RUNS NAME WAITS}. */
  @SuppressWarnings("try") // the lock is held, not called
  public static void main(String[] args) throws Exception {
    if (Boolean.parseBoolean(args[3]) && System.in.read() < 0) {
      return;
    }
    Settings settings = SettingsReader.readFile(TrainingSettings.defaults(), Path.of(args[0]));
    Path runs = Path.of(args[1]);
    Optional<RunFolder> found = RunNames.withLabel(runs, args[2]);
    RunFolder run =
        found.isPresent()
            ? found.get()
            : RunFolder.create(runs, args[2], settings.get(BatchOptions.SEED));
    try (RunLock lock = RunLock.acquire(run)) {
      RunRequest.STOP.withdraw(run);
      StoredSettings.write(run.settingsFile(), settings);
      long from = MetricsReader.last(run.metricsFile()).map(MetricsRow::iteration).orElse(0L);
      EventKind how = from == 0 ? EventKind.STARTED : EventKind.RESUMED;
      run.eventLog().append(how, Map.of("iteration", from));
      breakDown(run, settings.get(ModelSettings.E_DIMS));
      if (settings.get(ModelSettings.E_DIMS) == CROWDED && others(runs) > 1) {
        System.out.println("java.lang.OutOfMemoryError: Java heap space");
        Runtime.getRuntime().halt(1);
      }
      train(run, settings, from);
    }
  }

  private static long others(Path runs) throws IOException {
    long held = 0;
    for (RunSummary each : RunFolder.list(runs)) {
      held += RunLock.holder(RunFolder.open(each.path())).isPresent() ? 1 : 0;
    }
    return held;
  }

  private static void train(RunFolder run, Settings settings, long from)
      throws IOException, InterruptedException {
    try (MetricsWriter metrics = MetricsWriter.open(run.metricsFile())) {
      for (long i = from + 1; i <= settings.get(TrainingTarget.TARGET_ITER); i++) {
        Thread.sleep(settings.get(BatchOptions.BATCH_SIZE));
        metrics.write(
            new MetricsRow(
                i, System.currentTimeMillis() / 1e3, 10, 0, 1f, 2f, 1f, StageTimes.UNKNOWN));
        int aeDims = settings.get(ModelSettings.AE_DIMS);
        double quality =
            settings.get(ModelSettings.E_DIMS) == NOISY
                ? noisy(aeDims, settings.get(BatchOptions.SEED))
                : quality(i, aeDims, settings.get(BatchOptions.SEED));
        run.eventLog().append(EventKind.SAVED, Map.of("iteration", i, "luma_mse", quality));
        if (RunRequest.STOP.isAsked(run)) {
          run.eventLog().append(EventKind.STOPPED, Map.of(Event.REASON, Event.ASKED));
          return;
        }
      }
    }
    run.eventLog().append(EventKind.STOPPED, Map.of(Event.REASON, Event.FINISHED));
  }

  private static void breakDown(RunFolder run, int how) throws IOException, InterruptedException {
    switch (how) {
      case KILLED ->
          new ProcessBuilder("/bin/kill", "-9", Long.toString(ProcessHandle.current().pid()))
              .start()
              .waitFor();
      case NOT_FINITE ->
          run.eventLog()
              .append(EventKind.FAILED, Map.of("message", "NaN", Event.CAUSE, Event.NOT_FINITE));
      case HANGS -> Thread.sleep(Long.MAX_VALUE);
      case NO_HEAP -> System.out.println("java.lang.OutOfMemoryError: Java heap space");
      case TOO_LARGE -> hold();
      case FAULTY -> System.out.println("no such thing");
      default -> {
        return;
      }
    }
    Runtime.getRuntime().halt(1);
  }

  private static void hold() throws InterruptedException {
    List<byte[]> held = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      byte[] piece = new byte[MEBI];
      Arrays.fill(piece, (byte) i);
      held.add(piece);
    }
    Thread.sleep(held.size() * 1000L);
  }
}
