package org.saehdbw.training;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.checkpoints.KeepPolicy;
import org.saehdbw.dataloaders.CacheOptions;
import org.saehdbw.dataloaders.SampleOptions;
import org.saehdbw.dataloaders.ScaleRange;
import org.saehdbw.dataloaders.ToneOptions;
import org.saehdbw.faces.FaceType;
import org.saehdbw.layers.BlockKind;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.losses.WeightedLoss;
import org.saehdbw.optimizers.AdaBelief;
import org.saehdbw.optimizers.Optimizer;
import org.saehdbw.optimizers.OptimizerOptions;
import org.saehdbw.optimizers.RmsProp;
import org.saehdbw.optimizers.Variable;
import org.saehdbw.pictures.GrayFrom;
import org.saehdbw.runs.Processor;
import org.saehdbw.tensors.Precision;
import org.saehdbw.training.components.CustomComponents;
import org.saehdbw.training.components.CustomComponentsCheck;
import org.saehdbw.training.settings.Keys;
import org.saehdbw.training.settings.Settings;
import org.saehdbw.training.settings.SettingsException;
import org.saehdbw.training.steps.Interpreter;
import org.saehdbw.transfers.TransferMode;

/**
 * What settings come to: the options of every part of a run.
 *
 * @param settings where everything else comes from
 * @param spec the model
 * @param block what stands in the place of residual blocks
 * @param stage what is learnt; pretraining overrides some settings (spec/model 7.2)
 * @param losses what the model is judged by
 * @param optimizer the optimizer's hyper-parameters
 * @param samples what samples are made and how
 * @param interpreter how the step is computed
 * @param precision of its convolutions
 * @param threads of the engine and the optimizer, at least 1
 * @param keep which checkpoints stay
 */
public record TrainingPlan(
    Settings settings,
    ModelSpec spec,
    BlockKind block,
    Stage stage,
    LossOptions losses,
    OptimizerOptions optimizer,
    SampleOptions samples,
    Interpreter interpreter,
    Precision precision,
    int threads,
    KeepPolicy keep) {
  private static final double CLIP_NORM = 1;

  /**
   * Reads a plan from settings.
   *
   * @throws SettingsException if there is no such model, or settings contradict one another
   */
  public static TrainingPlan of(Settings settings) throws SettingsException {
    return of(settings, CustomComponents.NONE);
  }

  /**
   * Reads a plan from settings that may name parts of one's own.
   *
   * @param own what settings may name besides what is found by name
   * @throws SettingsException if there is no such model, block or loss, or settings contradict one
   *     another
   */
  public static TrainingPlan of(Settings settings, CustomComponents own) throws SettingsException {
    ModelSpec spec = settings.model();
    requireWholeForcedDevice(settings);
    Stage stage = settings.get(Keys.PRETRAIN) ? Stage.PRETRAIN : Stage.TRAIN;
    int threads = settings.get(Keys.THREADS);
    return new TrainingPlan(
        settings,
        spec,
        block(settings, spec, own),
        stage,
        losses(settings, spec, own),
        optimizer(settings, stage),
        samples(settings, spec, stage),
        interpreter(settings),
        Precision.parse(settings.get(Keys.PRECISION)),
        threads > 0 ? threads : Processor.here().cores(),
        new KeepPolicy(settings.get(Keys.KEEP_LAST), 1, settings.get(Keys.KEEP_EVERY)));
  }

  /**
   * Reads the plan of a model that only draws faces, for which a loss that is not known here does
   * not matter.
   *
   * @throws SettingsException as {@link #of(Settings, CustomComponents)}, the loss apart
   */
  static TrainingPlan toDraw(Settings settings, CustomComponents own) throws SettingsException {
    String loss = settings.get(Keys.EXTRA_LOSS);
    if (loss.equals(Keys.NO_LOSS)) {
      return of(settings, own);
    }
    try {
      own.findLoss(loss);
      return of(settings, own);
    } catch (IllegalArgumentException e) {
      Settings without = settings.with(Keys.EXTRA_LOSS.name(), Keys.NO_LOSS, "drawing only");
      return of(without, own);
    }
  }

  private static BlockKind block(Settings settings, ModelSpec spec, CustomComponents own)
      throws SettingsException {
    BlockKind kind = findBlock(settings, own);
    try {
      CustomComponentsCheck.block(spec, kind);
      return kind;
    } catch (IllegalArgumentException e) {
      throw new SettingsException(e.getMessage() + " (" + settings.origin(Keys.BLOCK) + ")", e);
    }
  }

  /** Finds what the settings name, without looking at it. */
  static BlockKind findBlock(Settings settings, CustomComponents own) throws SettingsException {
    try {
      return own.findBlock(settings.get(Keys.BLOCK));
    } catch (IllegalArgumentException e) {
      throw new SettingsException(e.getMessage() + " (" + settings.origin(Keys.BLOCK) + ")", e);
    }
  }

  private static LossOptions losses(Settings settings, ModelSpec spec, CustomComponents own)
      throws SettingsException {
    LossOptions options =
        new LossOptions(
            settings.get(Keys.MASKED_TRAINING),
            settings.get(Keys.EYES_MOUTH_PRIO),
            settings.get(Keys.BLUR_OUT_MASK));
    String name = settings.get(Keys.EXTRA_LOSS);
    if (name.equals(Keys.NO_LOSS)) {
      return options;
    }
    try {
      WeightedLoss extra =
          new WeightedLoss(own.findLoss(name), settings.get(Keys.EXTRA_LOSS_POWER));
      CustomComponentsCheck.loss(spec, extra);
      return options.with(extra);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          e.getMessage() + " (" + settings.origin(Keys.EXTRA_LOSS) + ")", e);
    }
  }

  private static Interpreter interpreter(Settings settings) throws SettingsException {
    boolean eager = settings.get(Keys.INTERPRETER).equals("eager");
    if (eager && settings.get(Keys.PRECISION).equals(Precision.BF16.option())) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "precision must be float32 with interpreter eager (%s), got bf16 (%s)",
              settings.origin(Keys.INTERPRETER),
              settings.origin(Keys.PRECISION)));
    }
    return eager ? Interpreter.EAGER : Interpreter.SCRIPT;
  }

  /** Returns this plan with settings that differ in what names the faces. */
  TrainingPlan with(Settings others) {
    return new TrainingPlan(
        others,
        spec,
        block,
        stage,
        losses,
        optimizer,
        samples,
        interpreter,
        precision,
        threads,
        keep);
  }

  /** What the user should know of these settings on this machine, one line each. */
  List<String> remarks() {
    if (precision == Precision.BF16 && !Processor.here().bf16()) {
      return List.of(
          "precision bf16 is slower than float32 on this processor ("
              + Processor.here().name()
              + "), which has neither AVX-512 bf16 nor AMX; set precision to float32");
    }
    return List.of();
  }

  private static void requireWholeForcedDevice(Settings settings) throws SettingsException {
    boolean named = !settings.get(Keys.FORCED_DEVICE_NAME).isEmpty();
    if (named != settings.get(Keys.FORCED_DEVICE_MEMORY_MIB) > 0) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "forced_device must have a name and a memory_mib of at least 1, got name '%s' (%s)"
                  + " and memory_mib %d (%s)",
              settings.get(Keys.FORCED_DEVICE_NAME),
              settings.origin(Keys.FORCED_DEVICE_NAME),
              settings.get(Keys.FORCED_DEVICE_MEMORY_MIB),
              settings.origin(Keys.FORCED_DEVICE_MEMORY_MIB)));
    }
  }

  private static OptimizerOptions optimizer(Settings settings, Stage stage) {
    OptimizerOptions options =
        OptimizerOptions.defaults(settings.get(Keys.SEED))
            .withLearningRate(settings.get(Keys.LEARNING_RATE));
    // Where the dropout's numbers are kept, "y" or "cpu", was a choice of graphics memory.
    if (stage == Stage.TRAIN && !settings.get(Keys.LR_DROPOUT).equals("n")) {
      options = options.withLrDropout();
    }
    return settings.get(Keys.CLIPGRAD) ? options.withClipNorm(CLIP_NORM) : options;
  }

  private static SampleOptions samples(Settings settings, ModelSpec spec, Stage stage)
      throws SettingsException {
    FaceType faceType = FaceType.parse(settings.get(Keys.FACE_TYPE));
    SampleOptions options =
        SampleOptions.of(spec.resolution(), spec.channels(), faceType).toBuilder()
            .grayFrom(GrayFrom.parse(settings.get(Keys.GRAY_FROM)))
            .allowGrayInColour(settings.get(Keys.ALLOW_GRAY))
            .eyesMouth(settings.get(Keys.EYES_MOUTH_PRIO))
            .randomWarp(settings.get(Keys.RANDOM_WARP))
            .randomSrcFlip(settings.get(Keys.RANDOM_SRC_FLIP))
            .randomDstFlip(settings.get(Keys.RANDOM_DST_FLIP))
            .uniformYaw(settings.get(Keys.UNIFORM_YAW))
            .scaleRange(new ScaleRange(settings.get(Keys.SCALE_LOW), settings.get(Keys.SCALE_HIGH)))
            .batchSize(settings.get(Keys.BATCH_SIZE))
            .threads(settings.get(Keys.LOADER_THREADS))
            .seed(settings.get(Keys.SEED))
            .prefetch(settings.get(Keys.PREFETCH))
            .transfer(TransferMode.parse(settings.get(Keys.CT_MODE)))
            .cache(cache(settings))
            .tone(tone(settings, spec))
            .build();
    return stage == Stage.PRETRAIN ? options.forPretraining() : options;
  }

  private static CacheOptions cache(Settings settings) throws SettingsException {
    String folder = settings.get(Keys.CACHE_DIR);
    try {
      return new CacheOptions(
          folder.isEmpty() ? CacheOptions.defaultFolder() : Path.of(folder).toAbsolutePath(),
          settings.get(Keys.CACHE_MIB));
    } catch (InvalidPathException e) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "cache_dir must be a folder's path, got %s (%s)",
              folder,
              settings.origin(Keys.CACHE_DIR)),
          e);
    }
  }

  private static ToneOptions tone(Settings settings, ModelSpec spec) throws SettingsException {
    double hsv = settings.get(Keys.RANDOM_HSV_POWER);
    if (hsv > 0 && spec.channels() == 1) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "random_hsv_power must be 0 for a gray model, got %s (%s); random_gamma_power,"
                  + " random_contrast_power, random_grain_power and random_softness_power vary gray"
                  + " samples",
              hsv,
              settings.origin(Keys.RANDOM_HSV_POWER)));
    }
    return new ToneOptions(
        hsv,
        settings.get(Keys.RANDOM_GAMMA_POWER),
        settings.get(Keys.RANDOM_CONTRAST_POWER),
        settings.get(Keys.RANDOM_GRAIN_POWER),
        settings.get(Keys.RANDOM_SOFTNESS_POWER));
  }

  /** Returns how much of the head is trained. */
  public FaceType faceType() {
    return samples.faceType();
  }

  /** Makes the optimizer, with zero state. */
  Optimizer newOptimizer(List<Variable> variables) {
    return settings.get(Keys.ADABELIEF)
        ? new AdaBelief(optimizer, variables, threads)
        : new RmsProp(optimizer, variables, threads);
  }
}
