package org.saehdbw.training.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.saehdbw.architectures.ModelSettings;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.checkpoints.KeepPolicy;
import org.saehdbw.dataloaders.BatchOptions;
import org.saehdbw.dataloaders.SampleOptions;
import org.saehdbw.dataloaders.ToneOptions;
import org.saehdbw.faces.FaceType;
import org.saehdbw.layers.BlockKind;
import org.saehdbw.layers.StandardBlock;
import org.saehdbw.losses.AdversarialOptions;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.losses.WeightedLoss;
import org.saehdbw.optimizers.AdaBelief;
import org.saehdbw.optimizers.Optimizer;
import org.saehdbw.optimizers.OptimizerOptions;
import org.saehdbw.optimizers.RmsProp;
import org.saehdbw.optimizers.Variable;
import org.saehdbw.runs.Processor;
import org.saehdbw.settings.SettingValues;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.tensors.Precision;
import org.saehdbw.training.classes.OwnClasses;
import org.saehdbw.training.components.CustomComponents;
import org.saehdbw.training.components.CustomComponentsCheck;
import org.saehdbw.training.devices.DeviceChoice;
import org.saehdbw.training.steps.Discriminators;
import org.saehdbw.training.steps.Interpreter;

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
 * @param step how the step is computed
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
    StepOptions step,
    KeepPolicy keep) {

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
   * @param known what settings may name besides what is found by name or in {@code own_classes}
   * @throws SettingsException if there is no such model, block or loss, or settings contradict one
   *     another
   */
  public static TrainingPlan of(Settings settings, CustomComponents known)
      throws SettingsException {
    CustomComponents own = OwnClasses.complete(known, settings);
    ModelSpec spec = ModelSettings.spec(settings);
    requireWholeForcedDevice(settings);
    Stage stage = settings.get(RunSettings.PRETRAIN) ? Stage.PRETRAIN : Stage.TRAIN;
    SettingValues values = settings.inStage(stage == Stage.PRETRAIN);
    return new TrainingPlan(
        settings,
        spec,
        block(settings, spec, own),
        stage,
        losses(settings, spec, own),
        OptimizerOptions.of(values, settings.get(BatchOptions.SEED)),
        samples(settings, spec, values),
        StepOptions.of(settings),
        KeepPolicy.of(settings));
  }

  /**
   * Reads the plan of a model that only draws faces, for which a loss that is not known here does
   * not matter.
   *
   * @throws SettingsException as {@link #of(Settings, CustomComponents)}, the loss apart
   */
  public static TrainingPlan toDraw(Settings settings, CustomComponents own)
      throws SettingsException {
    String loss = settings.get(WeightedLoss.EXTRA_LOSS);
    if (loss.equals(WeightedLoss.NO_LOSS)) {
      return of(settings, own);
    }
    try {
      CustomComponents all = OwnClasses.complete(own, settings);
      all.findLoss(loss);
      return of(settings, all);
    } catch (IllegalArgumentException | SettingsException e) {
      Settings without =
          settings.with(WeightedLoss.EXTRA_LOSS.name(), WeightedLoss.NO_LOSS, "drawing only");
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
      throw new SettingsException(
          e.getMessage() + " (" + settings.origin(StandardBlock.BLOCK) + ")", e);
    }
  }

  /** Finds what the settings name, without looking at it. */
  public static BlockKind findBlock(Settings settings, CustomComponents own)
      throws SettingsException {
    try {
      return OwnClasses.complete(own, settings).findBlock(settings.get(StandardBlock.BLOCK));
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          e.getMessage() + " (" + settings.origin(StandardBlock.BLOCK) + ")", e);
    }
  }

  private static LossOptions losses(Settings settings, ModelSpec spec, CustomComponents own)
      throws SettingsException {
    boolean pretraining = settings.get(RunSettings.PRETRAIN);
    LossOptions options =
        LossOptions.of(settings.inStage(pretraining))
            .with(adversaries(settings, pretraining, spec));
    String name = settings.get(WeightedLoss.EXTRA_LOSS);
    if (name.equals(WeightedLoss.NO_LOSS)) {
      return options;
    }
    try {
      WeightedLoss extra =
          new WeightedLoss(own.findLoss(name), settings.get(WeightedLoss.EXTRA_LOSS_POWER));
      CustomComponentsCheck.loss(spec, extra);
      return options.with(extra);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          e.getMessage() + " (" + settings.origin(WeightedLoss.EXTRA_LOSS) + ")", e);
    }
  }

  /**
   * Returns the discriminators that settings give a model when it is trained on src and dst. A
   * model that is being pretrained has its own from before, or none.
   *
   * @throws SettingsException if patches do not fit the model's pictures
   */
  public static Discriminators discriminators(Settings settings) throws SettingsException {
    ModelSpec spec = ModelSettings.spec(settings);
    return Discriminators.of(spec, adversaries(settings, false, spec));
  }

  private static AdversarialOptions adversaries(
      Settings settings, boolean pretraining, ModelSpec spec) throws SettingsException {
    AdversarialOptions options =
        AdversarialOptions.of(settings.inStage(pretraining), pretraining, spec.resolution());
    if (spec.family() != ModelSpec.Family.DF) {
      options = options.withoutTrueFace();
    }
    try {
      Discriminators.of(spec, options);
      return options;
    } catch (IllegalArgumentException e) {
      String origin = settings.origin(AdversarialOptions.GAN_PATCH_SIZE);
      throw new SettingsException(e.getMessage() + " (" + origin + ")", e);
    }
  }

  /** How the step is computed. */
  public Interpreter interpreter() {
    return step.interpreter();
  }

  /** The precision of its convolutions. */
  public Precision precision() {
    return step.precision();
  }

  /** Threads of the engine and the optimizer, at least 1. */
  public int threads() {
    return step.threads();
  }

  /** Returns this plan with settings that differ in what names the faces. */
  public TrainingPlan with(Settings others) {
    return new TrainingPlan(others, spec, block, stage, losses, optimizer, samples, step, keep);
  }

  /** What the user should know of these settings on this machine, one line each. */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>(IneffectiveSettings.remarks(settings, stage));
    if (precision() == Precision.BF16 && !Processor.here().bf16()) {
      remarks.add(
          "precision bf16 is slower than float32 on this processor ("
              + Processor.here().name()
              + "), which has neither AVX-512 bf16 nor AMX; set precision to float32");
    }
    return remarks;
  }

  private static void requireWholeForcedDevice(Settings settings) throws SettingsException {
    boolean named = !settings.get(DeviceChoice.FORCED_DEVICE_NAME).isEmpty();
    if (named != settings.get(DeviceChoice.FORCED_DEVICE_MEMORY_MIB) > 0) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "forced_device must have a name and a memory_mib of at least 1, got name '%s' (%s)"
                  + " and memory_mib %d (%s)",
              settings.get(DeviceChoice.FORCED_DEVICE_NAME),
              settings.origin(DeviceChoice.FORCED_DEVICE_NAME),
              settings.get(DeviceChoice.FORCED_DEVICE_MEMORY_MIB),
              settings.origin(DeviceChoice.FORCED_DEVICE_MEMORY_MIB)));
    }
  }

  private static SampleOptions samples(Settings settings, ModelSpec spec, SettingValues values)
      throws SettingsException {
    try {
      boolean eyesMouth = settings.get(LossOptions.EYES_MOUTH_PRIO);
      return SampleOptions.of(spec.resolution(), spec.channels(), eyesMouth, values);
    } catch (IllegalArgumentException e) {
      String origin = settings.origin(ToneOptions.RANDOM_HSV_POWER);
      throw new SettingsException(e.getMessage() + " (" + origin + ")", e);
    }
  }

  /** Returns how much of the head is trained. */
  public FaceType faceType() {
    return samples.picture().faceType();
  }

  /** Makes the optimizer, with zero state. */
  public Optimizer newOptimizer(List<Variable> variables) {
    return settings.get(OptimizerOptions.ADABELIEF)
        ? new AdaBelief(optimizer, variables, threads())
        : new RmsProp(optimizer, variables, threads());
  }
}
