package org.saehdbw.experiments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.saehdbw.architectures.ModelSettings;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.files.Workspace;
import org.saehdbw.layers.BlockKind;
import org.saehdbw.losses.ExtraLoss;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunStatus;
import org.saehdbw.runs.RunSummary;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.PreparedRun;
import org.saehdbw.training.StoredSettings;
import org.saehdbw.training.classes.OwnClasses;
import org.saehdbw.training.components.CustomComponents;
import org.saehdbw.training.forecast.RunForecast;
import org.saehdbw.training.forecast.StageForecast;
import org.saehdbw.training.plan.TrainingSettings;

/**
 * A training run that is yet to start, as a cell says it:
 *
 * <pre>{@code
 * var run = Training.of("df-ud-96-64-24-24-16-gray").pretrainOn(faces).set("batch_size", 8).until(600).start();
 * }</pre>
 *
 * Immutable; every call returns another one. What is set last wins.
 */
public final class Training {
  private static final String ORIGIN = "notebook";

  private final Settings settings;
  private final CustomComponents own;
  private final Path runs;
  private final Optional<String> name;
  private final boolean here;

  private Training(
      Settings settings, CustomComponents own, Path runs, Optional<String> name, boolean here) {
    this.settings = settings;
    this.own = own;
    this.runs = runs;
    this.name = name;
    this.here = here;
  }

  /** Trains a model. */
  public static Training of(ModelSpec spec) throws SettingsException {
    return of(TrainingSettings.defaults()).set("model", spec);
  }

  /**
   * Trains a model by its short name.
   *
   * @param model such as {@code df-udt-192-128-48-32-16-gray}
   * @throws SettingsException if it is not the name of a model; the message says what is allowed
   */
  public static Training of(String model) throws SettingsException {
    return of(TrainingSettings.defaults()).set("model", model);
  }

  /** Trains what settings say. */
  public static Training of(Settings settings) {
    return new Training(settings, CustomComponents.NONE, defaultRuns(), Optional.empty(), false);
  }

  /** Trains the model of another run further, from its newest checkpoint. */
  public static Training from(Run run) throws SettingsException {
    return of(TrainingSettings.defaults()).takingOver(run);
  }

  /** Where run folders stand unless {@link #in} says otherwise: {@code results/runs}. */
  public static Path defaultRuns() {
    return Workspace.home().resolve("results").resolve("runs");
  }

  /** Pretrains on a faceset: both sides learn to draw its faces. */
  public Training pretrainOn(Faceset faces) throws SettingsException {
    return pretrainOn(faces.source());
  }

  /** Pretrains on a folder of aligned faces, or drawn faces such as {@code drawn:600,size=128}. */
  public Training pretrainOn(String faces) throws SettingsException {
    return set("pretrain", true).set("pretraining_data", faces);
  }

  /** Draws these faces, in the place of {@link #dst}. */
  public Training src(Faceset faces) throws SettingsException {
    return src(faces.source());
  }

  /** Draws these faces, in the place of {@link #dst}. */
  public Training src(String faces) throws SettingsException {
    return set("pretrain", false).set("src", faces);
  }

  /** Replaces these faces by {@link #src}. */
  public Training dst(Faceset faces) throws SettingsException {
    return dst(faces.source());
  }

  /** Replaces these faces by {@link #src}. */
  public Training dst(String faces) throws SettingsException {
    return set("pretrain", false).set("dst", faces);
  }

  /** Begins with another run's weights; after pretraining the inter starts anew. */
  public Training takingOver(Run run) throws SettingsException {
    CustomComponents parts = own;
    if (parts.block().isEmpty() && run.own().block().isPresent()) {
      parts = parts.with(run.own().block().get());
    }
    return new Training(settings, parts, runs, name, here).set("from", run.folder().path());
  }

  /**
   * Puts a block of one's own in the place of residual blocks, such as one whose class is in a
   * notebook. Its class is compiled into the run folder, from which every process trains, also
   * after the notebook is gone. It must not use the notebook's variables.
   *
   * @throws IllegalArgumentException if its short name is none, or is one of ours
   */
  public Training block(BlockKind kind) throws SettingsException {
    return new Training(settings, own.with(kind), runs, name, here).set("block", kind.shortName());
  }

  /**
   * Adds a loss of one's own, such as one whose class is in a notebook. Its class is compiled into
   * the run folder, as that of {@link #block} is.
   *
   * @param power its weight
   * @throws IllegalArgumentException if its short name is none, or is one of ours
   */
  public Training extraLoss(ExtraLoss loss, double power) throws SettingsException {
    return new Training(settings, own.with(loss), runs, name, here)
        .set("extra_loss", loss.shortName())
        .set("extra_loss_power", power);
  }

  /**
   * Sets one setting.
   *
   * @param key as in settings files, such as {@code batch_size}
   * @throws SettingsException if there is no such key, or the value is not allowed
   */
  public Training set(String key, Object value) throws SettingsException {
    return new Training(settings.with(key, String.valueOf(value), ORIGIN), own, runs, name, here);
  }

  /** Stops at this iteration. */
  public Training until(int iteration) throws SettingsException {
    return set("target_iter", iteration);
  }

  /** Puts the run folder below another folder. */
  public Training in(Path folder) {
    return new Training(settings, own, folder, name, here);
  }

  /** Gives the run folder a name in the place of the model's. */
  public Training named(String label) {
    return new Training(settings, own, runs, Optional.of(label), here);
  }

  /**
   * Trains in this process, for small lessons and for parts that use the notebook's variables:
   * {@link #start} then returns when training has ended, and an interrupt stops it after a
   * checkpoint.
   */
  public Training inProcess() {
    return new Training(settings, own, runs, name, true);
  }

  /**
   * Starts training, by default in a process of its own that continues even if this one ends. A run
   * of the same settings and name that is being trained already is not started a second time: it is
   * returned as it is.
   *
   * @throws SettingsException if the settings cannot be done, or a loss or block cannot be given to
   *     another process; no run was made then
   */
  public Run start() throws SettingsException, IOException, InterruptedException {
    if (here) {
      return InProcessTrainer.train(PreparedRun.create(settings, own, runs, name), own);
    }
    Settings whole = OwnParts.store(settings, own, runs);
    Optional<RunFolder> working = working(whole);
    RunFolder folder =
        working.isPresent() ? working.get() : PreparedRun.create(whole, runs, name).folder();
    return working.isPresent() ? Run.open(folder.path()) : Run.start(folder, List.of());
  }

  /**
   * Measures each stage for a few iterations, in this process, and says what the whole run will
   * take. No run folder is made.
   *
   * @param seconds how long each stage is measured at least
   * @return a forecast for each stage, one for a run without a schedule
   * @throws SettingsException if the settings cannot be done
   */
  public List<StageForecast> forecast(double seconds)
      throws SettingsException, IOException, InterruptedException {
    Settings whole = OwnParts.store(settings, own, runs);
    return new RunForecast(PreparedRun.settle(whole, runs), seconds, warning -> {}).stages();
  }

  /**
   * Finds a run of the same settings and name that is being trained now, as when a notebook's cell
   * is run a second time.
   */
  private Optional<RunFolder> working(Settings whole) throws SettingsException, IOException {
    Settings settled = PreparedRun.settle(whole, runs);
    String label = name.orElse(ModelSettings.spec(settled).toString());
    if (!Files.isDirectory(runs)) {
      return Optional.empty();
    }
    for (RunSummary each : RunFolder.list(runs)) {
      RunFolder run = RunFolder.open(each.path());
      if (run.label().equals(label) && works(run) && isOf(run, settled)) {
        return Optional.of(run);
      }
    }
    return Optional.empty();
  }

  private static boolean works(RunFolder run) throws IOException {
    return RunStatus.of(run).isHeld()
        || (run.events().isEmpty() && StartedProcess.lives(TrainerProcess.note(run)));
  }

  private static boolean isOf(RunFolder run, Settings settled) {
    try {
      Settings stored = StoredSettings.read(run);
      return ModelSettings.spec(stored).equals(ModelSettings.spec(settled))
          && OwnClasses.likeThoseOf(stored, settled).differingFrom(stored).isEmpty();
    } catch (IOException | SettingsException e) {
      // Damaged: not one to go on with.
      return false;
    }
  }
}
