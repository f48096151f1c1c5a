package org.saehdbw.experiments.sweeps.running;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.experiments.OwnParts;
import org.saehdbw.experiments.StartedProcess;
import org.saehdbw.experiments.TrainerTask;
import org.saehdbw.experiments.deciding.Decide;
import org.saehdbw.experiments.sweeps.plan.Axis;
import org.saehdbw.experiments.sweeps.plan.Experiment;
import org.saehdbw.experiments.sweeps.plan.ExperimentBuilder;
import org.saehdbw.experiments.sweeps.plan.ExperimentFile;
import org.saehdbw.experiments.sweeps.plan.Halving;
import org.saehdbw.experiments.sweeps.plan.SweepBudget;
import org.saehdbw.experiments.sweeps.plan.SweepFolder;
import org.saehdbw.experiments.sweeps.plan.SweepPlan;
import org.saehdbw.extensions.HasShortName;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.layers.BlockKind;
import org.saehdbw.losses.ExtraLoss;
import org.saehdbw.processes.ChildProgram;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.statistics.sequential.Margin;
import org.saehdbw.training.classes.OwnClasses;

/**
 * A sweep that is yet to start, as a cell says it:
 *
 * <pre>{@code
 * var sweep = Sweep.of("df-udt-96-64-24-24-16").pretrainOn(faces)
 *     .over("ae_dims", 32, 64, 128).seeds(5).minutes(3).start();
 * }</pre>
 *
 * Immutable; every call returns another one. What is set last wins.
 */
public final class Sweep {
  private static final int SECONDS_PER_MINUTE = 60;

  private final UnaryOperator<ExperimentBuilder> said;
  private final Path results;
  private final List<HasShortName> own;

  private Sweep(UnaryOperator<ExperimentBuilder> said, Path results, List<HasShortName> own) {
    this.said = said;
    this.results = results;
    this.own = List.copyOf(own);
  }

  /** Varies a model. */
  public static Sweep of(ModelSpec spec) {
    return of(spec.toString());
  }

  /** Varies a model, by its short name. */
  public static Sweep of(String model) {
    return ofSettings(Map.of("model", model));
  }

  /** Varies what settings say, as text by key. */
  public static Sweep ofSettings(Map<String, String> base) {
    return new Sweep(builder -> builder.base(base), SweepFolder.defaultResults(), List.of());
  }

  /** Compares models, by their short names. */
  public static Sweep models(String... models) {
    List<Map<String, String>> points = new ArrayList<>();
    for (String model : models) {
      points.add(Map.of("model", model));
    }
    return ofSettings(Map.of()).with(builder -> builder.points(points));
  }

  /** Sets one setting of all trials. */
  public Sweep set(String key, Object value) {
    return knowing(value).with(builder -> builder.set(key, text(value)));
  }

  /** Pretrains on a faceset. */
  public Sweep pretrainOn(Faceset faces) {
    return pretrainOn(faces.source());
  }

  /** Pretrains on a folder of aligned faces, or drawn faces such as {@code drawn:600,size=128}. */
  public Sweep pretrainOn(String faces) {
    return set("pretrain", true).set("pretraining_data", faces);
  }

  /** Trains all trials with a block of one's own, as {@code Training.block} does. */
  public Sweep block(BlockKind kind) {
    return set("block", kind);
  }

  /** Trains all trials with a loss of one's own, as {@code Training.extraLoss} does. */
  public Sweep extraLoss(ExtraLoss loss, double power) {
    return set("extra_loss", loss).set("extra_loss_power", power);
  }

  /**
   * Tries each of these values of a setting, with each of every other. Blocks and losses may be
   * objects: {@code over("block", StandardBlock.RESIDUAL, new GatedBlock())}.
   */
  public Sweep over(String key, Object... values) {
    return knowing(values)
        .axis(key, new Axis.Values(Arrays.stream(values).map(Sweep::text).toList()));
  }

  /** Draws a setting's value between two numbers; needs {@link #samples}. */
  public Sweep between(String key, double low, double high) {
    return axis(key, new Axis.Range(low, high, false, 0));
  }

  /** Draws a setting's value, each doubling as likely as any other; needs {@link #samples}. */
  public Sweep logBetween(String key, double low, double high) {
    return axis(key, new Axis.Range(low, high, true, 0));
  }

  /** Numbers as people write them: 0.0001 for 1.0E-4. */
  private static String text(Object value) {
    if (value instanceof HasShortName part) {
      return part.shortName();
    }
    return value instanceof Double number
        ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }

  /** Keeps objects that trials need; the workbench's own are known everywhere. */
  private Sweep knowing(Object... values) {
    List<HasShortName> all = new ArrayList<>(own);
    for (Object value : values) {
      if (value instanceof HasShortName part && !(part instanceof Enum)) {
        all.add(part);
      }
    }
    return new Sweep(said, results, all);
  }

  private Sweep axis(String key, Axis axis) {
    return with(builder -> builder.over(key, axis));
  }

  /** Draws so many points at random in the place of all combinations. */
  public Sweep samples(int count) {
    return with(builder -> builder.samples(count));
  }

  /** Continues the better one of {@code eta} points, compared from this many iterations on. */
  public Sweep halving(int eta, long minIterations) {
    Optional<Halving> halving = Optional.of(new Halving(eta, minIterations));
    return with(builder -> builder.halving(halving));
  }

  /** Trains each point with the seeds 1 to this. */
  public Sweep seeds(int count) {
    return seeds(LongStream.rangeClosed(1, count).toArray());
  }

  /** Trains each point with these seeds. */
  public Sweep seeds(long... each) {
    return with(builder -> builder.seeds(LongStream.of(each).boxed().toList()));
  }

  /** Trains each trial so many iterations. */
  public Sweep iterations(int count) {
    return with(builder -> builder.budget(SweepBudget.iterations(count)));
  }

  /** Trains each trial so many minutes, without start, saves and previews. */
  public Sweep minutes(double minutes) {
    return with(builder -> builder.budget(SweepBudget.seconds(minutes * SECONDS_PER_MINUTE)));
  }

  /** Trains each trial until a figure is as good as this, at most so many iterations. */
  public Sweep until(String figure, double bound, long mostIterations) {
    return with(builder -> builder.budget(SweepBudget.until(figure, bound, mostIterations)));
  }

  /**
   * Adds seeds until the best two points are found different, or equivalent.
   *
   * @param margin the difference that is as good as none, a fraction of the second's mean
   * @param mostSeeds of each point
   */
  public Sweep untilDecided(double margin, int mostSeeds) {
    Decide how = Decide.DEFAULT.withMargin(new Margin(margin, true)).withMostSeeds(mostSeeds);
    return with(builder -> builder.until(Decide.DECIDED).decide(Optional.of(how)));
  }

  /** Names the result folder; the default is {@code sweep}. */
  public Sweep named(String name) {
    return with(builder -> builder.name(name));
  }

  /** Says what the sweep shall answer. */
  public Sweep asking(String question) {
    return with(builder -> builder.question(question));
  }

  /** Compares trials by this figure; the default is {@code luma_mse}. */
  public Sweep metric(String figure) {
    return with(builder -> builder.metric(figure));
  }

  /** Ends a trial that takes longer than so many seconds; 0 never does. */
  public Sweep timeout(double seconds) {
    return with(builder -> builder.timeoutS(seconds));
  }

  /** Ends a trial that holds more memory; 0 never does. */
  public Sweep memory(int mib) {
    return with(builder -> builder.memoryMib(mib));
  }

  /** Saves and judges each trial every so many iterations. */
  public Sweep judgeEvery(int iterations) {
    return with(builder -> builder.judgeEvery(iterations));
  }

  /** Runs so many trials at once; 0, the default, as many as cores and memory give. */
  public Sweep parallelTrials(int count) {
    return with(builder -> builder.parallelTrials(count));
  }

  /** Runs one trial at once on each card of the machine; without a card on the CPU. */
  public Sweep onAllCards() {
    return with(builder -> builder.devices(Experiment.ALL_DEVICES));
  }

  /** Puts the result folder below another folder. */
  public Sweep in(Path folder) {
    return new Sweep(said, folder, own);
  }

  private Sweep with(UnaryOperator<ExperimentBuilder> change) {
    return new Sweep(builder -> change.apply(said.apply(builder)), results, own);
  }

  /**
   * Returns it as an experiment, as its file would say it.
   *
   * @throws IllegalArgumentException if it has no budget, or parts contradict one another
   */
  public Experiment experiment() {
    return said.apply(Experiment.builder()).build();
  }

  /**
   * Starts the sweep, or continues the one of its name, in a process of its own that continues even
   * if this one ends. Every point is checked first. A sweep that is running already is not started
   * a second time: its run is returned as it is.
   *
   * @throws SettingsException if a point is impossible, a block or loss cannot be given to another
   *     process, or the sweep of its name is another one; no trial was made then
   */
  public SweepRun start() throws SettingsException, IOException {
    Experiment experiment = withClasses().experiment();
    SweepFolder folder = new SweepFolder(results.resolve(experiment.name()));
    SweepDriver.requireSame(SweepPlan.of(experiment, folder.runs()), folder);
    SweepRun working = SweepRun.open(folder.path());
    Path asked = folder.path().resolve("asked.yaml");
    if (working.isRunning()) {
      requireAsked(experiment, asked);
      return working;
    }
    Files.createDirectories(folder.path());
    ExperimentFile.write(asked, experiment);
    Path log = folder.path().resolve("sweep.log");
    TrainerTask task = new TrainerTask.Sweep(asked, results.toAbsolutePath().normalize());
    Process process = ChildProgram.find(TrainerTask.class).startDetached(task, log);
    StartedProcess.note(folder.path().resolve(SweepRun.STARTED), process);
    return SweepRun.started(folder, process);
  }

  private Sweep withClasses() throws SettingsException, IOException {
    return own.isEmpty() ? this : set(OwnClasses.OWN_CLASSES.name(), OwnParts.store(own, results));
  }

  private static void requireAsked(Experiment experiment, Path asked)
      throws SettingsException, IOException {
    if (Files.exists(asked) && !ExperimentFile.read(asked).equals(experiment)) {
      throw new SettingsException(
          experiment.name()
              + " is running with other settings ("
              + asked
              + "); stop it first, or give this sweep another name");
    }
  }
}
