package org.saehdbw.training;

import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.saehdbw.dataloaders.Batch;
import org.saehdbw.dataloaders.FaceLoader;
import org.saehdbw.dataloaders.LoaderTimes;
import org.saehdbw.parallel.StallMonitor;
import org.saehdbw.runs.Decoration;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.FolderWatch;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.StartNote;
import org.saehdbw.runs.meters.RunMeters;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.MetricsWriter;
import org.saehdbw.runs.metrics.StageTimes;
import org.saehdbw.training.plan.MeterOptions;
import org.saehdbw.training.plan.SaveSchedule;
import org.saehdbw.training.plan.TrainingTarget;
import org.saehdbw.training.steps.StepResult;

/** Iterations one after the other, with saves and previews in between. */
final class TrainingLoop {
  private final RunFolder folder;
  private final SaveSchedule schedule;
  private final RunSaves saves;
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
  private final StartNote start;
  private @Nullable Batch last;
  private long previewNanos;
  private long drawnAt = -1;
  private boolean stopping;

  TrainingLoop(
      PreparedRun run,
      TrainingSession session,
      TrainingTarget target,
      FaceLoader loader,
      MetricsWriter metrics,
      Optional<Previews> previews,
      TrainerListener listener,
      StallMonitor watch,
      StartNote start,
      Consumer<String> warnings)
      throws IOException {
    this.folder = run.folder();
    schedule = SaveSchedule.of(run.plan().settings());
    this.session = session;
    this.target = target;
    this.loader = loader;
    this.metrics = metrics;
    meters = MeterOptions.meters(run.plan(), folder, warnings);
    this.previews = previews;
    this.listener = listener;
    this.watch = watch;
    this.start = start;
    decoration = new Decoration(warnings);
    place = FolderWatch.of(folder);
    saves = new RunSaves(run, session, place, metrics, listener, watch, warnings);
    requests = new Requests(folder, place, watch, new Asked());
  }

  private final class Asked implements Requests.Work {
    @Override
    public void save() throws IOException {
      saveLast();
    }

    @Override
    public void backUp() throws IOException {
      saves.backUp();
    }

    @Override
    public void preview() {
      if (session.iteration() != drawnAt) {
        draw();
      }
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
    // However it ends, a checkpoint that is being written is written to its end.
    try (saves) {
      return train(stop);
    }
  }

  private String train(BooleanSupplier stop) throws IOException, InterruptedException {
    while (isBefore(target)) {
      place.require();
      saves.require();
      requests.answer(stop);
      if (stop.getAsBoolean()) {
        stopping = true;
        if (last != null && session.iteration() == saves.iteration()) {
          drawSaved();
        }
        saveLast();
        return Event.ASKED;
      }
      try {
        iterate();
      } catch (InterruptedException e) {
        saveLast();
        throw e;
      }
      if (saves.areDue()) {
        save();
      } else if (schedule.isPreviewDue(session.iteration())) {
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
    previewNanos = 0;
    metrics.write(row);
    target.iterated(row);
    listener.iterated(row);
    meters.iterated(row);
    start.iterated(row, ended);
  }

  /** Saves and previews since the last row count with this one. */
  private StageTimes stages(Batch batch, TrainingSession.Advance advance) {
    LoaderTimes loader = batch.times();
    return new StageTimes(
        advance.result().copyNanos() / 1e6,
        advance.computeNanos() / 1e6,
        advance.optimizerNanos() / 1e6,
        saves.takeNanos() / 1e6,
        previewNanos / 1e6,
        loader.decode(),
        loader.gray(),
        loader.transfer(),
        loader.warp(),
        loader.masks(),
        loader.assemble());
  }

  private void saveLast() throws IOException {
    if (session.iteration() > saves.iteration()) {
      save();
    }
    saves.await();
  }

  private void save() throws IOException {
    Batch batch = last;
    if (batch != null) {
      saves.save(batch, target, this::drawSaved);
    }
  }

  private void drawSaved() {
    boolean wanted =
        schedule.pictures() != SaveSchedule.Pictures.LAST || stopping || !isBefore(target);
    if (wanted && session.iteration() != drawnAt) {
      draw();
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
    drawnAt = session.iteration();
    decoration.attempt(
        "the preview", () -> drawn.write(folder, session.iteration(), session.model(), last));
    previewNanos += System.nanoTime() - begun;
  }
}
