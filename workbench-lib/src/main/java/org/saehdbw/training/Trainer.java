package org.saehdbw.training;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.saehdbw.dataloaders.FaceLoader;
import org.saehdbw.parallel.StallMonitor;
import org.saehdbw.processes.StartClock;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.EventLog;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunLock;
import org.saehdbw.runs.RunRequest;
import org.saehdbw.runs.SettingChange;
import org.saehdbw.runs.StartNote;
import org.saehdbw.runs.memory.ResidentMemory;
import org.saehdbw.runs.metrics.LossDigest;
import org.saehdbw.runs.metrics.MetricsWriter;
import org.saehdbw.settings.Setting;
import org.saehdbw.training.incidents.CollapseException;
import org.saehdbw.training.incidents.Incident;
import org.saehdbw.training.incidents.Recovery;
import org.saehdbw.training.plan.SaveSchedule;
import org.saehdbw.training.plan.Schedule;
import org.saehdbw.training.plan.Stage;
import org.saehdbw.training.plan.StepOptions;
import org.saehdbw.training.plan.TrainingException;
import org.saehdbw.training.plan.TrainingTarget;

/**
 * Trains a prepared run, from its newest good checkpoint if it has one. The same settings, faces
 * and number of threads give the same bytes, however often a run was stopped or killed and resumed.
 *
 * <p>Training stops, after a checkpoint, when its target is reached, when the caller's supplier
 * says so, or when a file {@code stop.request} appears in the run folder.
 */
public final class Trainer {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final PreparedRun run;
  private final RunFolder folder;
  private final EventLog log;
  private final TrainerListener listener;
  private final StartNote start;

  private boolean began;

  private Trainer(PreparedRun run, TrainerListener listener) {
    this.run = run;
    this.folder = run.folder();
    this.log = folder.eventLog();
    this.listener = listener;
    start = new StartNote(log, StartClock.PROCESS);
  }

  /**
   * Trains until the target or a stop.
   *
   * @param stop asked once an iteration
   * @throws TrainingException if training collapsed and {@code on_collapse} does not let it
   *     recover, or recovering did not help; nothing is saved then
   * @throws IOException if another trainer is at work on the folder, or a file cannot be written;
   *     checkpoints saved before stay as they are
   * @throws InterruptedException if the thread was interrupted while it waited for samples; a
   *     checkpoint was saved then
   */
  @SuppressWarnings("try") // the lock is held, not called
  public static TrainingOutcome run(PreparedRun run, TrainerListener listener, BooleanSupplier stop)
      throws IOException, InterruptedException {
    Trainer trainer = new Trainer(run, listener);
    try (RunLock lock = RunLock.acquire(run.folder())) {
      try {
        return trainer.train(stop);
      } catch (IOException | RuntimeException | Error e) {
        trainer.noteFailure(e);
        throw e;
      }
    }
  }

  private TrainingOutcome train(BooleanSupplier stop) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    RunRequest.withdrawAll(folder);
    try (StallMonitor watch = new StallMonitor(PATIENCE, this::warn)) {
      run.remarks().forEach(this::warn);
      PreparedRun next = run;
      Optional<Incident> incident = Optional.empty();
      OptionalLong first = OptionalLong.empty();
      while (true) {
        watch.enter("opening the model");
        StartClock.PROCESS.begin(StartClock.Phase.MODEL);
        try (TrainingSession session = TrainingSession.open(next, this::warn)) {
          StartClock.PROCESS.end(StartClock.Phase.MODEL);
          if (first.isEmpty()) {
            first = OptionalLong.of(session.iteration());
            storeChanges(session.iteration());
            noteBeginning(session);
          }
          noteRollback(session, incident);
          incident = Optional.empty();
          next = session.run().noted();
          noteStage(session);
          Optional<String> reason = stage(session, watch, stop);
          if (reason.isPresent()) {
            RunRequest.withdrawAll(folder);
            double seconds = (System.nanoTime() - begun) / 1e9;
            long made = session.iteration() - first.getAsLong();
            return new TrainingOutcome(folder, reason.get(), session.iteration(), made, seconds);
          }
        } catch (CollapseException e) {
          watch.enter("writing an incident down");
          PreparedRun collapsed = next;
          Recovery recovery = new Recovery(folder, collapsed.plan().settings());
          incident =
              Optional.of(recovery.answer(e, () -> TrainingSession.goodIteration(collapsed)));
        }
      }
    }
  }

  /** Trains to the end of a session's stage; returns why the run is over, empty if it is not. */
  private Optional<String> stage(TrainingSession session, StallMonitor watch, BooleanSupplier stop)
      throws IOException, InterruptedException {
    PreparedRun staged = session.run();
    watch.enter("getting ready");
    TrainingTarget target =
        TrainingTarget.of(run.settings(), folder, session.iteration(), session.stage());
    Optional<Previews> previews =
        staged.plan().settings().get(SaveSchedule.PICTURES) == SaveSchedule.Pictures.NONE
            ? Optional.empty()
            : Optional.of(Previews.of(staged.plan(), staged.faces(), this::warn));
    try (FaceLoader loader = startLoader(staged, session.batches() + 1);
        MetricsWriter metrics = MetricsWriter.open(folder.metricsFile())) {
      // The first samples are made meanwhile.
      listener.started(staged, session.iteration());
      TrainingLoop loop =
          new TrainingLoop(
              staged,
              session,
              target,
              loader,
              metrics,
              previews,
              listener,
              watch,
              start,
              this::warn);
      if (!began) {
        began = true;
        watch.rest();
        listener.ready();
      }
      String reason = loop.run(() -> stop.getAsBoolean() || stopRequested());
      boolean stageIsOver =
          target.reached(session.iteration()).filter(Schedule.STAGES.name()::equals).isPresent();
      if (stageIsOver
          && reason.equals(Event.FINISHED)
          && session.stage().isFollowed(session.iteration())) {
        return Optional.empty();
      }
      start.end();
      noteEnd(reason, session.iteration(), target);
      return Optional.of(reason);
    }
  }

  /** Written once the checkpoint is open: a resume that fails before changes no setting. */
  private void storeChanges(long iteration) throws IOException {
    if (!run.changes().isEmpty()) {
      Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      List<String> history = SettingChange.history(now, iteration, run.changes());
      StoredSettings.write(folder, run.settings(), history);
    }
  }

  private void noteEnd(String reason, long iteration, TrainingTarget target) throws IOException {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put(Event.REASON, reason);
    facts.put("iteration", iteration);
    target.reached(iteration).ifPresent(key -> facts.put(Event.TARGET, key));
    facts.put(Event.LOSS_DIGEST, LossDigest.of(folder.metricsFile()));
    putPeak(facts);
    log.append(EventKind.STOPPED, facts);
  }

  private static void putPeak(Map<String, Object> facts) {
    ResidentMemory.peakMib(ProcessHandle.current().pid())
        .ifPresent(peak -> facts.put(Event.PEAK_RESIDENT_MIB, Math.rint(peak)));
  }

  private FaceLoader startLoader(PreparedRun staged, long firstBatch) {
    StartClock.PROCESS.begin(StartClock.Phase.LOADER);
    FaceLoader loader =
        FaceLoader.start(
            staged.faces().src().training(),
            staged.faces().dst().training(),
            staged.plan().samples(),
            firstBatch,
            this::warn);
    StartClock.PROCESS.end(StartClock.Phase.LOADER);
    return loader;
  }

  private boolean stopRequested() {
    return RunRequest.STOP.isAsked(folder);
  }

  private void noteBeginning(TrainingSession session) throws IOException {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("model", run.plan().spec().toString());
    facts.put("stage", session.run().plan().stage().text());
    facts.put("iteration", session.iteration());
    facts.put("threads", session.run().plan().threads());
    facts.put(Event.DEVICE, session.run().device().name());
    if (run.settings().get(StepOptions.MEMORY_MIB) > 0) {
      for (Setting<?> key : StepOptions.CHOSEN_BY_MEMORY) {
        facts.put(key.name(), session.run().plan().settings().plain(key));
      }
    }
    facts.putAll(session.origin());
    int cut = MetricsWriter.cutAfter(folder.metricsFile(), session.iteration());
    Map<String, Object> changed = new LinkedHashMap<>();
    run.changes().forEach(change -> changed.put(change.key(), change.after()));
    if (!changed.isEmpty()) {
      facts.put("changed", changed);
    }
    if (session.resumed()) {
      facts.put("rows_cut", cut);
      log.append(EventKind.RESUMED, facts);
    } else {
      log.append(EventKind.STARTED, facts);
    }
    if (session.origin().containsKey("renewed")) {
      log.append(
          EventKind.STAGE_CHANGED,
          Map.of("from", Stage.PRETRAIN.text(), "to", session.run().plan().stage().text()));
    }
    if (!run.changes().isEmpty()) {
      log.append(EventKind.CHANGED, SettingChange.fields(session.iteration(), run.changes()));
    }
  }

  /** Training continues from a checkpoint before a collapse: its rows after that are cut. */
  private void noteRollback(TrainingSession session, Optional<Incident> incident)
      throws IOException {
    if (incident.isPresent()) {
      int cut = MetricsWriter.cutAfter(folder.metricsFile(), session.iteration());
      warn(Recovery.noteRollback(folder, incident.get(), session.iteration(), cut));
    }
  }

  /** Notes a stage of the schedule that starts, the first one of a new run too. */
  private void noteStage(TrainingSession session) throws IOException {
    boolean isFirst = !session.resumed() && !session.stage().name().isEmpty();
    if (session.entered().isEmpty() && !isFirst) {
      return;
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("iteration", session.iteration());
    session
        .entered()
        .ifPresent(
            entered -> {
              facts.put("from", entered.from());
              facts.put("ended_by", entered.end());
            });
    facts.put("to", session.stage().name());
    facts.put("stage", session.run().plan().stage().text());
    session.entered().ifPresent(entered -> facts.put("renewed", entered.renewed()));
    log.append(EventKind.STAGE_CHANGED, facts);
    listener.stageStarted(session.stage().name(), session.iteration());
  }

  /** Writes an event and tells the listener; called from any thread. */
  private void warn(String message) {
    try {
      log.append(EventKind.WARNING, Map.of("message", message));
    } catch (IOException e) {
      // Who cannot be told by the file is told at least here; what fails next says more.
      listener.warned("events.jsonl cannot be written: " + e);
    }
    listener.warned(message);
  }

  private void noteFailure(Throwable failure) {
    try {
      String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("message", message);
      FailureCause.of(failure).ifPresent(cause -> facts.put(Event.CAUSE, cause));
      putPeak(facts);
      log.append(EventKind.FAILED, facts);
    } catch (IOException e) {
      // On a full disk the log cannot be written either: what matters is the first error.
      failure.addSuppressed(e);
    }
  }
}
