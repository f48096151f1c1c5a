package org.saehdbw.training;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.saehdbw.checkpoints.Checkpoint;
import org.saehdbw.checkpoints.CheckpointException;
import org.saehdbw.dataloaders.Batch;
import org.saehdbw.parallel.StallMonitor;
import org.saehdbw.runs.Decoration;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.FolderWatch;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.metrics.MetricsWriter;
import org.saehdbw.settings.Settings;
import org.saehdbw.training.plan.SaveSchedule;
import org.saehdbw.training.plan.TrainingTarget;
import org.saehdbw.training.saving.BackgroundWrite;
import org.saehdbw.training.saving.HourlyBackups;
import org.saehdbw.training.saving.SaveCopies;
import org.saehdbw.training.saving.Snapshot;

/**
 * The checkpoints of a run in training. The training thread judges the model and copies it; a
 * second thread writes the copy while training continues, and only then says that it is saved.
 *
 * <p>One checkpoint is written at a time: a save that is due meanwhile waits for the one before, so
 * none that was asked for is left out, and there is one copy at most.
 */
final class RunSaves implements AutoCloseable {
  /** What there is to write of one save. */
  private record Save(long iteration, Checkpoint checkpoint, Map<String, Object> facts) {}

  private final RunFolder folder;
  private final Settings settings;
  private final SaveSchedule schedule;
  private final TrainingSession session;
  private final FolderWatch place;
  private final MetricsWriter metrics;
  private final TrainerListener listener;
  private final StallMonitor watch;
  private final Consumer<String> warnings;
  private final Decoration decoration;
  private final HourlyBackups backups;
  private final SaveCopies copies;
  private final BackgroundWrite writer = new BackgroundWrite();
  private long savedAtNanos = System.nanoTime();
  private long iteration;
  private long nanos;

  RunSaves(
      PreparedRun run,
      TrainingSession session,
      FolderWatch place,
      MetricsWriter metrics,
      TrainerListener listener,
      StallMonitor watch,
      Consumer<String> warnings) {
    folder = run.folder();
    settings = run.settings();
    schedule = SaveSchedule.of(run.plan().settings());
    copies = new SaveCopies(schedule.beside(), warnings);
    backups = new HourlyBackups(folder, schedule.backupHours());
    this.session = session;
    this.place = place;
    this.metrics = metrics;
    this.listener = listener;
    this.watch = watch;
    this.warnings = warnings;
    decoration = new Decoration(warnings);
    iteration = session.iteration();
  }

  /** Returns the iteration of the last checkpoint; it may still be being written. */
  long iteration() {
    return iteration;
  }

  /** Whether a checkpoint of the iteration that was just made is due. */
  boolean areDue() {
    return schedule.isDue(session.iteration(), System.nanoTime() - savedAtNanos);
  }

  /** Returns for how long saves have kept the training thread since this was asked last. */
  long takeNanos() {
    long taken = nanos;
    nanos = 0;
    return taken;
  }

  /**
   * Saves the model as it is now.
   *
   * @param last the batch that was trained on last, for the message
   * @param target told how the model was judged before it is copied: a checkpoint holds what was
   *     made towards the end of a stage
   * @param pictures draws what belongs to the save
   * @throws org.saehdbw.training.incidents.CollapseException if a weight is NaN or infinite, or the
   *     model draws one colour; nothing was saved then
   * @throws IOException if this checkpoint, or the one before, cannot be written
   */
  void save(Batch last, TrainingTarget target, Runnable pictures) throws IOException {
    long begun = System.nanoTime();
    await();
    long number = session.iteration();
    watch.enter("judging the model at iteration " + number);
    session.lookBeforeSave(last);
    Optional<CheckpointScore> judgement = listener.judge(number, session.model());
    place.require();
    restoreSettings();
    OptionalDouble score =
        judgement.map(made -> OptionalDouble.of(made.score())).orElse(OptionalDouble.empty());
    target.judged(score, judgement.map(CheckpointScore::figures).orElse(Map.of()));
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("iteration", number);
    facts.putAll(session.takeTermMeans());
    judgement.ifPresent(made -> facts.putAll(made.figures()));
    long spent = System.nanoTime() - begun;
    // Before the copy is made, so that what drawing takes and the copy are not in memory at once.
    pictures.run();
    write(new Save(number, session.checkpoint(score), facts), spent, last);
    savedAtNanos = System.nanoTime();
  }

  private void write(Save save, long spentBefore, Batch last) throws IOException {
    long begun = System.nanoTime() - spentBefore;
    watch.enter("saving the checkpoint of iteration " + save.iteration());
    String name = "saving-" + save.iteration();
    iteration = save.iteration();
    try {
      Optional<Snapshot> copy = copies.copy(save.checkpoint(), save.iteration());
      if (copy.isEmpty() || !writeBeside(save, copy.get(), name, begun)) {
        Checkpoint.requireFinite(save.checkpoint().weights());
        Checkpoint.requireFinite(save.checkpoint().optimizer());
        writer.begin(name, () -> writeAll(save, () -> System.nanoTime() - begun));
        await();
      }
    } catch (CheckpointException.NotFinite e) {
      throw session.notFinite(e, last);
    }
    nanos += System.nanoTime() - begun;
  }

  private boolean writeBeside(Save save, Snapshot copy, String name, long begun)
      throws IOException {
    long spent = System.nanoTime() - begun;
    return copies.begin(
        writer, name, copy, save.iteration(), () -> writeCopy(save, copy, () -> spent));
  }

  private void writeCopy(Save save, Snapshot copy, LongSupplier spent) throws IOException {
    try (copy) {
      write(new Save(save.iteration(), copy.checkpoint(), save.facts()), spent);
    }
    follow(save.iteration());
  }

  private void writeAll(Save save, LongSupplier spent) throws IOException {
    write(save, spent);
    follow(save.iteration());
  }

  /** Whoever is told that it is saved may rely on it: what says so comes last. */
  private void write(Save save, LongSupplier spentNanos) throws IOException {
    place.require();
    // A checkpoint whose rows a power cut takes would be a run with a gap.
    metrics.force();
    session.store().save(save.checkpoint());
    save.facts().put("seconds", Math.round(spentNanos.getAsLong() / 1e6) / 1e3);
    folder.eventLog().append(EventKind.SAVED, save.facts());
  }

  private void follow(long saved) {
    if (backups.due()) {
      backups.make(saved, warnings);
    }
    decoration.attempt("the charts", () -> listener.saved(folder, saved));
  }

  /** Without its settings the checkpoint could not be used. */
  private void restoreSettings() throws IOException {
    if (!Files.exists(folder.settingsFile())) {
      StoredSettings.write(folder, settings);
      warnings.accept(folder.settingsFile() + ": was missing and has been written again");
    }
  }

  /** Copies the last checkpoint to the backups, once it is written. */
  void backUp() throws IOException {
    await();
    backups.make(iteration, warnings);
  }

  /**
   * Looks, without waiting, whether a checkpoint could not be written.
   *
   * @throws IOException why not; if the run folder is gone, that
   */
  void require() throws IOException {
    try {
      writer.require();
    } catch (IOException e) {
      place.require();
      throw e;
    }
  }

  /**
   * Waits until nothing is being written.
   *
   * @throws IOException why it could not be written; if the run folder is gone, that
   */
  void await() throws IOException {
    if (writer.isBusy()) {
      watch.enter("writing the checkpoint of iteration " + iteration);
    }
    try {
      writer.await();
    } catch (IOException e) {
      place.require();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    await();
  }
}
