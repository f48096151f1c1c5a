package org.saehdbw.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.saehdbw.architectures.ModelSettings;
import org.saehdbw.checkpoints.Backups;
import org.saehdbw.checkpoints.Checkpoint;
import org.saehdbw.checkpoints.CheckpointException;
import org.saehdbw.checkpoints.CheckpointStore;
import org.saehdbw.checkpoints.StoredCheckpoint;
import org.saehdbw.checkpoints.TrainingState;
import org.saehdbw.dataloaders.Batch;
import org.saehdbw.dataloaders.BatchOptions;
import org.saehdbw.dataloaders.FaceLoader;
import org.saehdbw.optimizers.Optimizer;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunNames;
import org.saehdbw.runs.SettingChange;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.classes.OwnClasses;
import org.saehdbw.training.incidents.CollapseException;
import org.saehdbw.training.incidents.Sentinel;
import org.saehdbw.training.onboard.StepDevice;
import org.saehdbw.training.plan.CollapseOptions;
import org.saehdbw.training.plan.NeutralSettings;
import org.saehdbw.training.plan.RunSettings;
import org.saehdbw.training.plan.Schedule;
import org.saehdbw.training.plan.Stage;
import org.saehdbw.training.plan.StageProgress;
import org.saehdbw.training.plan.TrainingException;
import org.saehdbw.training.plan.TrainingPlan;
import org.saehdbw.training.plan.TrainingSettings;
import org.saehdbw.training.steps.ModelStep;
import org.saehdbw.training.steps.StepPart;
import org.saehdbw.training.steps.StepResult;
import org.saehdbw.training.updates.ModelUpdate;
import org.saehdbw.training.updates.TermMeans;

/** A model, its optimizer and its checkpoints, at one iteration. One thread at a time. */
final class TrainingSession implements AutoCloseable {
  private final PreparedRun run;
  private final TrainingPlan plan;
  private final StageProgress stage;
  private final CheckpointStore store;
  private final ModelStep model;
  private final Optimizer optimizer;
  private final DiscriminatorTraining discriminators;
  private final Set<String> trained;
  private final Map<String, String> fixed;
  private final Sentinel sentinel;
  private final Consumer<String> warnings;
  private long iteration;
  private long batches;
  private Map<String, Double> losses = Map.of();
  private final TermMeans terms = new TermMeans();
  private Map<String, Object> origin = Map.of();
  private boolean resumed;
  private Optional<Entered> entered = Optional.empty();

  /**
   * A stage of the schedule has started.
   *
   * @param from the stage before
   * @param end what ended that, a key of the schedule
   * @param renewed parts of the model with initial values
   */
  record Entered(String from, String end, List<String> renewed) {}

  private TrainingSession(
      PreparedRun run,
      StageProgress stage,
      CheckpointStore store,
      ModelStep model,
      Optimizer optimizer,
      Sentinel sentinel,
      Consumer<String> warnings) {
    this.run = run;
    plan = run.plan();
    this.stage = stage;
    this.sentinel = sentinel;
    this.store = store;
    this.model = model;
    this.optimizer = optimizer;
    this.warnings = warnings;
    discriminators = DiscriminatorTraining.of(plan, model);
    fixed = fixedSettings(plan);
    trained = model.trainedWeights(plan.samples().augment().randomWarp());
  }

  /**
   * Opens the newest good checkpoint of a run, or starts with initial weights or those of the run
   * that {@code from} names. Where the checkpoint's stage had ended, it enters the next one. The
   * caller holds the run's lock.
   *
   * @param asked the run in any stage of its schedule
   * @param warnings told of damaged checkpoints and of what may change results
   */
  static TrainingSession open(PreparedRun asked, Consumer<String> warnings) throws IOException {
    CheckpointStore store = new CheckpointStore(asked.folder().checkpoints(), asked.plan().keep());
    store.recover();
    Optional<StoredCheckpoint> latest = latest(asked.folder(), store, warnings);
    StageProgress saved = stage(asked, latest.map(StoredCheckpoint::state));
    long iteration = latest.map(stored -> stored.state().iteration()).orElse(0L);
    boolean enters = saved.isFollowed(iteration);
    StageProgress stage = enters ? saved.next(iteration) : saved;
    PreparedRun run = inStage(asked, stage);
    Sentinel sentinel = sentinel(asked, run, stage, latest.map(StoredCheckpoint::state));
    ModelStep model = openModel(run.plan(), run.device().name());
    Optimizer optimizer = ModelFiles.newOptimizer(run.plan(), model, StepPart.MODEL);
    TrainingSession session =
        new TrainingSession(run, stage, store, model, optimizer, sentinel, warnings);
    try {
      if (latest.isPresent()) {
        session.restore(latest.get());
        if (enters) {
          session.enter(saved, latest.get().state());
        }
      } else {
        session.begin();
      }
      session.scaleRate();
      return session;
    } catch (IOException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** Returns the iteration that opening a run begins at: of its newest good checkpoint, or 0. */
  static long goodIteration(PreparedRun run) throws IOException {
    CheckpointStore store = new CheckpointStore(run.folder().checkpoints(), run.plan().keep());
    // Told of damage when the checkpoint is opened.
    return latest(run.folder(), store, damage -> {})
        .map(stored -> stored.state().iteration())
        .orElse(0L);
  }

  /** Losses of other settings are no measure: those of other stages, and before a change now. */
  private static Sentinel sentinel(
      PreparedRun asked, PreparedRun run, StageProgress stage, Optional<TrainingState> state)
      throws IOException {
    long iteration = state.map(TrainingState::iteration).orElse(0L);
    long since = stage.name().isEmpty() ? 0 : stage.firstIteration();
    List<String> changed = asked.changes().stream().map(SettingChange::key).toList();
    return Sentinel.open(
        run.folder(),
        CollapseOptions.of(run.plan().settings()),
        iteration,
        state.map(TrainingState::sentinel).orElse(Map.of()),
        NeutralSettings.holdsAll(changed) ? since : iteration);
  }

  private static StageProgress stage(PreparedRun run, Optional<TrainingState> state)
      throws IOException {
    return StageProgress.of(
        run.settings(),
        state.map(TrainingState::stages).orElse(List.of()),
        state.map(TrainingState::iteration).orElse(0L),
        run.folder());
  }

  private static PreparedRun inStage(PreparedRun asked, StageProgress stage)
      throws TrainingException {
    try {
      return asked.inStage(stage.number());
    } catch (SettingsException e) {
      throw new TrainingException("stage " + stage.name() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Opens a plan's model, before its weights have values; the caller closes it.
   *
   * @param device {@code cpu} or {@code cuda:N}
   */
  static ModelStep openModel(TrainingPlan plan, String device) {
    return ModelStep.open(
        plan.spec(),
        plan.block(),
        plan.losses(),
        plan.interpreter(),
        plan.precision(),
        plan.step().memory(),
        StepDevice.of(device, plan.step().update(), plan.step().allowTf32()),
        plan.threads(),
        plan.samples().batch().batchSize());
  }

  private void begin() throws IOException {
    if (plan.settings().get(RunSettings.FROM).isEmpty()) {
      model.initialise(plan.settings().get(BatchOptions.SEED));
      return;
    }
    RunFolder source = RunNames.moved(Path.of(plan.settings().get(RunSettings.FROM)));
    // Discriminators that the other run does not have begin with their initial values.
    origin = new WeightTransfer(run, model, optimizer, discriminators, warnings).from(source);
  }

  /** After pretraining the inter starts again, as in DeepFaceLab (spec/model 7.3). */
  private void enter(StageProgress before, TrainingState state) {
    boolean renews = state.stage().equals(Stage.PRETRAIN.text()) && plan.stage() == Stage.TRAIN;
    List<String> renewed = renews ? model.network().renewedAfterPretraining() : List.of();
    if (renews) {
      model.initialise(plan.settings().get(BatchOptions.SEED), renewed);
    }
    String end = before.reached(state.iteration()).orElseThrow();
    entered = Optional.of(new Entered(before.name(), end, renewed));
  }

  /** The newest good checkpoint, or else the newest good backup. */
  private static Optional<StoredCheckpoint> latest(
      RunFolder folder, CheckpointStore store, Consumer<String> warnings) throws IOException {
    Optional<CheckpointException.Corrupt> damage = Optional.empty();
    try {
      Optional<StoredCheckpoint> latest = store.latestGood(warnings);
      if (latest.isPresent()) {
        return latest;
      }
    } catch (CheckpointException.Corrupt e) {
      damage = Optional.of(e);
    }
    Optional<StoredCheckpoint> backup = new Backups(folder.backups()).newestGood(warnings);
    if (backup.isPresent()) {
      String reason =
          damage.map(Throwable::getMessage).orElse(folder.checkpoints() + ": holds no checkpoint");
      warnings.accept(
          String.format(
              Locale.ROOT,
              "%s; going back to backup %s of iteration %d",
              reason,
              backup.get().folder().getFileName(),
              backup.get().state().iteration()));
      return backup;
    }
    if (damage.isPresent()) {
      throw damage.get();
    }
    requireNeverSaved(folder);
    return Optional.empty();
  }

  /** A run whose checkpoints are gone must not start again from nothing and drop its metrics. */
  private static void requireNeverSaved(RunFolder folder) throws IOException {
    Optional<Event> saved =
        folder.events().stream().filter(event -> event.kind() == EventKind.SAVED).findFirst();
    if (saved.isPresent()) {
      throw new RunException(
          folder.checkpoints()
              + ": holds no checkpoint, though events.jsonl says that one was saved; put the folder"
              + " back, or start a new run");
    }
  }

  private void restore(StoredCheckpoint stored) throws IOException {
    TrainingState state = stored.state();
    requireSameSettings(stored);
    if (state.threads() != TrainingState.OTHER_PROGRAM && state.threads() != plan.threads()) {
      warnings.accept(
          "threads is "
              + plan.threads()
              + ", the checkpoint was made with "
              + state.threads()
              + ": results are equally good, but not the same bytes");
    }
    ModelFiles.readWeights(stored, model);
    ModelFiles.restoreOptimizer(stored, optimizer, Set.of(), warnings);
    discriminators.restore(stored, plan.settings().get(BatchOptions.SEED), warnings);
    iteration = state.iteration();
    batches = state.samplerPositions().getOrDefault("src", iteration);
    losses = state.losses();
    resumed = true;
  }

  private void requireSameSettings(StoredCheckpoint stored) throws TrainingException {
    for (Map.Entry<String, String> entry : stored.state().settings().entrySet()) {
      String value = fixed.get(entry.getKey());
      if (value != null && !value.equals(entry.getValue())) {
        throw new TrainingException(
            String.format(
                Locale.ROOT,
                "%s is fixed at a run's first start: the checkpoint %s has %s, settings.yaml says"
                    + " %s",
                entry.getKey(),
                stored.folder(),
                entry.getValue(),
                value));
      }
    }
  }

  /** The settings that resuming must find again. */
  static Map<String, String> fixedSettings(TrainingPlan plan) {
    Map<String, String> fixed = new LinkedHashMap<>();
    boolean staged = !plan.settings().get(Schedule.STAGES).isEmpty();
    for (Setting<?> key : TrainingSettings.ALL) {
      boolean apart = key == ModelSettings.MODEL || (staged && key == RunSettings.PRETRAIN);
      if (key.group() == Setting.Group.FIXED && !apart) {
        fixed.put(
            key.name(),
            key == OwnClasses.OWN_CLASSES
                ? OwnClasses.identity(plan.settings())
                : plan.settings().text(key));
      }
    }
    return fixed;
  }

  /** The run in the stage that this session trains. */
  PreparedRun run() {
    return run;
  }

  /** The stage and what was made towards its end. */
  StageProgress stage() {
    return stage;
  }

  /** The stage that this session has entered, if it does not continue one. */
  Optional<Entered> entered() {
    return entered;
  }

  /** Whether a checkpoint of this run was found. */
  boolean resumed() {
    return resumed;
  }

  /** Where the weights came from, if from another run. */
  Map<String, Object> origin() {
    return origin;
  }

  long iteration() {
    return iteration;
  }

  /** The number of the batch trained on last, 0 before the first. */
  long batches() {
    return batches;
  }

  /** Takes the next batch that is not left out. */
  Batch next(FaceLoader loader) throws InterruptedException {
    Batch batch = loader.next();
    while (sentinel.isLeftOut(batch.iteration())) {
      batch = loader.next();
    }
    return batch;
  }

  private void scaleRate() {
    float factor = sentinel.rateFactor(iteration + 1);
    optimizer.scaleRate(factor);
    discriminators.scaleRate(factor);
  }

  ModelStep model() {
    return model;
  }

  /** Each loss term's mean over the iterations since it was asked last. */
  Map<String, Double> takeTermMeans() {
    return terms.take();
  }

  /** What the next update multiplies the learning rate with. */
  float rateFactor() {
    return optimizer.rateFactor();
  }

  /** An iteration's results, and how long losses with gradients, and the update took. */
  record Advance(StepResult result, long computeNanos, long optimizerNanos) {}

  /**
   * Makes one training iteration.
   *
   * @throws CollapseException if training has collapsed; where a loss of the model is NaN or
   *     infinite, the weights are as they were
   */
  Advance advance(Batch batch) throws CollapseException {
    ModelUpdate.Made made =
        new ModelUpdate(model, optimizer, trained)
            .make(batch.src(), batch.dst(), losses -> requireFinite(losses, batch));
    StepResult result = made.losses();
    long moved = System.nanoTime();
    Map<String, float[]> judged = discriminators.step(batch.src(), batch.dst());
    Sentinel.requireFinite(iteration + 1, judged, batch);
    Map<String, float[]> all = new LinkedHashMap<>(result.terms());
    all.putAll(judged);
    iteration++;
    batches = batch.iteration();
    scaleRate();
    losses = Map.of("src", result.srcMean(), "dst", result.dstMean());
    terms.add(all);
    sentinel.look(iteration, result.srcMean(), result.dstMean(), all, model, batch);
    long after = made.moveNanos() + System.nanoTime() - moved;
    return new Advance(result, made.computeNanos(), after);
  }

  private void requireFinite(StepResult losses, Batch batch) throws CollapseException {
    if (!Double.isFinite(losses.srcMean()) || !Double.isFinite(losses.dstMean())) {
      throw Sentinel.notFinite(
          iteration + 1,
          "the losses are src " + losses.srcMean() + " and dst " + losses.dstMean(),
          batch);
    }
    Sentinel.requireFinite(iteration + 1, losses.terms(), batch);
  }

  /**
   * Looks at the model before it is saved.
   *
   * @param last the batch that was trained on last, for the message
   * @throws CollapseException if the model draws one colour
   */
  void lookBeforeSave(Batch last) throws CollapseException {
    sentinel.lookBeforeSave(iteration, model, last);
  }

  /** Returns what a checkpoint of this iteration holds; its arrays are those in training. */
  Checkpoint checkpoint(OptionalDouble score) {
    TrainingState state =
        new TrainingState(
            plan.spec().toString(),
            plan.stage().text(),
            iteration,
            optimizer.iterations(),
            plan.settings().get(BatchOptions.SEED),
            plan.threads(),
            Map.of("src", batches, "dst", batches),
            fixed,
            new TreeMap<>(losses),
            discriminators.updates(),
            sentinel.state(iteration),
            stage.states(iteration));
    return ModelFiles.checkpoint(model, optimizer, discriminators, state, score);
  }

  /** Where checkpoints go. */
  CheckpointStore store() {
    return store;
  }

  /**
   * Returns the exception for weights that are NaN or infinite.
   *
   * @param last the batch that was trained on last, for the message
   */
  CollapseException notFinite(CheckpointException.NotFinite e, Batch last) {
    return Sentinel.notFinite(iteration, String.valueOf(e.getMessage()), last);
  }

  @Override
  public void close() {
    discriminators.close();
    optimizer.close();
    model.close();
  }
}
