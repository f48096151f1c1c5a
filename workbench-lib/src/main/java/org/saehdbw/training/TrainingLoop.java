package org.saehdbw.training;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.saehdbw.dataloaders.Batch;
import org.saehdbw.dataloaders.FaceLoader;
import org.saehdbw.dataloaders.LoaderTimes;
import org.saehdbw.parallel.StallMonitor;
import org.saehdbw.runs.Decoration;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.FolderWatch;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.meters.RunMeters;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.MetricsWriter;
import org.saehdbw.runs.metrics.StageTimes;
import org.saehdbw.settings.Settings;
import org.saehdbw.training.plan.MeterOptions;
import org.saehdbw.training.plan.SaveSchedule;
import org.saehdbw.training.plan.TrainingTarget;
import org.saehdbw.training.steps.StepResult;

/** Iterations one after the other, with saves and previews in between. */
final class TrainingLoop {
  private final RunFolder folder;
  private final Settings stored;
  private final SaveSchedule schedule;
  private final HourlyBackups backups;
  private final Requests requests;
  private final TrainingSession session;
  private final TrainingTarget target;
  private final FaceLoader loader;
  private final MetricsWriter metrics;
  private final RunMeters meters;
  private final Optional<Previews> previews;
  private final TrainerListener listener;
  private final StallMonitor watch;
  private final Decoration decoration;
  private final FolderWatch place;
  private final Consumer<String> warnings;
  private @Nullable Batch last;
  private long savedAtNanos = System.nanoTime();
  private long savedIteration;
  private long saveNanos;
  private long previewNanos;

  TrainingLoop(
      PreparedRun run,
      TrainingSession session,
      TrainingTarget target,
      FaceLoader loader,
      MetricsWriter metrics,
      Optional<Previews> previews,
      TrainerListener listener,
      StallMonitor watch,
      Consumer<String> warnings)
      throws IOException {
    this.folder = run.folder();
    stored = run.settings();
    schedule = SaveSchedule.of(run.plan().settings());
    backups = new HourlyBackups(folder, schedule.backupHours());
    this.session = session;
    this.target = target;
    this.loader = loader;
    this.metrics = metrics;
    meters = MeterOptions.meters(run.plan(), folder, warnings);
    this.previews = previews;
    this.listener = listener;
    this.watch = watch;
    this.warnings = warnings;
    decoration = new Decoration(warnings);
    place = FolderWatch.of(folder);
    savedIteration = session.iteration();
    requests = new Requests(folder, place, watch, new Asked());
  }

  private final class Asked implements Requests.Work {
    @Override
    public void save() throws IOException {
      saveLast();
    }

    @Override
    public void backUp() {
      backups.make(savedIteration, warnings);
    }

    @Override
    public long iteration() {
      return session.iteration();
    }
  }

  /**
   * Trains and saves.
   *
   * @return why it stopped, {@link Event#FINISHED} or {@link Event#ASKED}
   * @throws RunException if the run folder was deleted, moved or replaced meanwhile
   */
  String run(BooleanSupplier stop) throws IOException, InterruptedException {
    while (isBefore(target)) {
      place.require();
      requests.answer(stop);
      if (stop.getAsBoolean()) {
        saveLast();
        return Event.ASKED;
      }
      try {
        iterate();
      } catch (InterruptedException e) {
        saveLast();
        throw e;
      }
      if (dueToSave()) {
        save();
      } else if (isMultiple(schedule.previewIterations())) {
        draw();
      }
    }
    saveLast();
    place.require();
    return Event.FINISHED;
  }

  private boolean isBefore(TrainingTarget end) {
    return end.reached(session.iteration()).isEmpty();
  }

  private void iterate() throws IOException, InterruptedException {
    long number = session.iteration() + 1;
    long begun = System.nanoTime();
    watch.enter("waiting for the samples of iteration " + number);
    Batch batch = session.next(loader);
    long got = System.nanoTime();
    last = batch;
    watch.enter("the computation of iteration " + number);
    float factor = session.rateFactor();
    TrainingSession.Advance advance = session.advance(batch);
    StepResult result = advance.result();
    long ended = System.nanoTime();
    MetricsRow row =
        new MetricsRow(
            number,
            System.currentTimeMillis() / 1000.0,
            (ended - begun) / 1e6,
            (got - begun) / 1e6,
            (float) result.srcMean(),
            (float) result.dstMean(),
            factor,
            stages(batch, advance),
            meters.samplesPerSecond((ended - begun) / 1e6),
            meters.residentMib());
    saveNanos = 0;
    previewNanos = 0;
    metrics.write(row);
    target.iterated(row);
    listener.iterated(row);
    meters.iterated(row);
  }

  /** Saves and previews since the last row count with this one. */
  private StageTimes stages(Batch batch, TrainingSession.Advance advance) {
    LoaderTimes loader = batch.times();
    return new StageTimes(
        advance.result().copyNanos() / 1e6,
        advance.computeNanos() / 1e6,
        advance.optimizerNanos() / 1e6,
        saveNanos / 1e6,
        previewNanos / 1e6,
        loader.decode(),
        loader.gray(),
        loader.transfer(),
        loader.warp(),
        loader.masks(),
        loader.assemble());
  }

  private boolean dueToSave() {
    double minutes = schedule.minutes();
    double passed = (System.nanoTime() - savedAtNanos) / (double) TimeUnit.MINUTES.toNanos(1);
    return session.iteration() == 1
        || isMultiple(schedule.iterations())
        || (minutes > 0 && passed >= minutes);
  }

  private boolean isMultiple(int interval) {
    return interval > 0 && session.iteration() % interval == 0;
  }

  private void saveLast() throws IOException {
    if (session.iteration() > savedIteration) {
      save();
    }
  }

  private void save() throws IOException {
    Batch batch = last;
    if (batch == null) {
      return;
    }
    long iteration = session.iteration();
    long begun = System.nanoTime();
    watch.enter("judging the model at iteration " + iteration);
    Optional<CheckpointScore> judgement = listener.judge(iteration, session.model());
    watch.enter("saving the checkpoint of iteration " + iteration);
    place.require();
    restoreSettings();
    // A checkpoint whose rows a power cut takes would be a run with a gap.
    metrics.force();
    OptionalDouble score =
        judgement.map(j -> OptionalDouble.of(j.score())).orElse(OptionalDouble.empty());
    // Before the checkpoint, which holds what was made towards the end of a stage.
    target.judged(score, judgement.map(CheckpointScore::figures).orElse(Map.of()));
    session.save(score, batch);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("iteration", iteration);
    facts.putAll(session.takeTermMeans());
    judgement.ifPresent(j -> facts.putAll(j.figures()));
    facts.put("seconds", Math.round((System.nanoTime() - begun) / 1e6) / 1e3);
    folder.eventLog().append(EventKind.SAVED, facts);
    savedIteration = iteration;
    saveNanos += System.nanoTime() - begun;
    if (schedule.pictures() != SaveSchedule.Pictures.LAST || !isBefore(target)) {
      draw();
    }
    if (backups.due()) {
      watch.enter("copying the checkpoint of iteration " + iteration + " to the backups");
      backups.make(iteration, warnings);
    }
    long drawn = System.nanoTime();
    decoration.attempt("the charts", () -> listener.saved(folder, iteration));
    savedAtNanos = System.nanoTime();
    saveNanos += savedAtNanos - drawn;
  }

  /** Without its settings the checkpoint could not be used. */
  private void restoreSettings() throws IOException {
    if (!Files.exists(folder.settingsFile())) {
      StoredSettings.write(folder, stored);
      warnings.accept(folder.settingsFile() + ": was missing and has been written again");
    }
  }

  /** A preview that cannot be written is no reason to end a training. */
  private void draw() {
    if (previews.isEmpty()) {
      return;
    }
    watch.enter("drawing the preview of iteration " + session.iteration());
    long begun = System.nanoTime();
    Previews drawn = previews.get();
    decoration.attempt(
        "the preview", () -> drawn.write(folder, session.iteration(), session.model()));
    previewNanos += System.nanoTime() - begun;
  }
}
