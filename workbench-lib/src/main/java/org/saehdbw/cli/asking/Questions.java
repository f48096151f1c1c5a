package org.saehdbw.cli.asking;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.saehdbw.architectures.ModelSettings;
import org.saehdbw.cli.asking.Question.Check;
import org.saehdbw.dataloaders.AugmentOptions;
import org.saehdbw.dataloaders.BatchOptions;
import org.saehdbw.dataloaders.PictureOptions;
import org.saehdbw.dataloaders.ToneOptions;
import org.saehdbw.faces.FaceType;
import org.saehdbw.losses.AdversarialOptions;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.losses.StylePowers;
import org.saehdbw.optimizers.OptimizerOptions;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.Settings;
import org.saehdbw.training.plan.RunSettings;
import org.saehdbw.training.plan.SaveSchedule;
import org.saehdbw.training.plan.Schedule;
import org.saehdbw.training.plan.TrainingTarget;

/**
 * The questions in DeepFaceLab's order (spec/training-ui 2.6), after those that only our runs need.
 * DeepFaceLab's {@code models_opt_on_gpu} is not asked: weights are where the model is trained.
 */
public final class Questions {
  private static final Predicate<Settings> NEW_MODEL = s -> s.get(RunSettings.FROM).isEmpty();
  private static final Predicate<Settings> GAN = s -> s.get(AdversarialOptions.GAN_POWER) > 0;

  /** The stages of a schedule say themselves whether they pretrain. */
  private static final Predicate<Settings> ONE_STAGE = s -> s.get(Schedule.STAGES).isEmpty();

  /** What names the faces of a new run, and its channels. */
  private static final List<Question> OF_A_NEW_RUN =
      List.of(
          Question.of(ModelSettings.CHANNELS).when(NEW_MODEL),
          faces(RunSettings.SRC).optionalWhen(ONE_STAGE),
          faces(RunSettings.DST).when(s -> !s.get(RunSettings.SRC).isEmpty()),
          faces(RunSettings.PRETRAINING_DATA).optionalWhen(s -> !s.get(RunSettings.SRC).isEmpty()));

  /** What names the faces of a run that is resumed: its stage is fixed. */
  private static final List<Question> OF_A_RESUMED_RUN =
      List.of(
          faces(RunSettings.SRC).when(s -> !s.get(RunSettings.PRETRAIN)),
          faces(RunSettings.DST).when(s -> !s.get(RunSettings.PRETRAIN)),
          faces(RunSettings.PRETRAINING_DATA)
              .when(
                  s ->
                      s.get(RunSettings.PRETRAIN)
                          || (!ONE_STAGE.test(s)
                              && !s.get(RunSettings.PRETRAINING_DATA).isEmpty())));

  private static final List<Question> OF_DEEPFACELAB =
      List.of(
          Question.of(SaveSchedule.AUTOBACKUP_HOUR),
          Question.of(SaveSchedule.WRITE_PREVIEW_HISTORY),
          Question.of(TrainingTarget.TARGET_ITER),
          Question.of(AugmentOptions.RANDOM_SRC_FLIP),
          Question.of(AugmentOptions.RANDOM_DST_FLIP),
          Question.of(BatchOptions.BATCH_SIZE),
          // The architecture decides whether it must be a multiple of 32.
          Question.of(ModelSettings.RESOLUTION).when(NEW_MODEL).downTo(16).checkedAs(Check.NONE),
          Question.of(PictureOptions.FACE_TYPE).when(NEW_MODEL).checkedAs(Check.NONE),
          Question.of(ModelSettings.ARCHI).when(NEW_MODEL),
          Question.of(ModelSettings.AE_DIMS).when(NEW_MODEL),
          Question.of(ModelSettings.E_DIMS).when(NEW_MODEL).upTo(2),
          Question.of(ModelSettings.D_DIMS).when(NEW_MODEL).upTo(2),
          Question.of(ModelSettings.D_MASK_DIMS).when(NEW_MODEL).upTo(2),
          Question.of(LossOptions.MASKED_TRAINING).when(Questions::showsMoreThanTheFace),
          Question.of(LossOptions.EYES_MOUTH_PRIO),
          Question.of(AugmentOptions.UNIFORM_YAW),
          Question.of(LossOptions.BLUR_OUT_MASK),
          Question.of(OptimizerOptions.ADABELIEF),
          Question.of(OptimizerOptions.LR_DROPOUT),
          Question.of(AugmentOptions.RANDOM_WARP),
          Question.of(ToneOptions.RANDOM_HSV_POWER)
              .when(s -> s.get(ModelSettings.CHANNELS) == ModelSettings.Channels.COLOUR),
          Question.of(AdversarialOptions.GAN_POWER),
          Question.of(AdversarialOptions.GAN_PATCH_SIZE).when(GAN),
          Question.of(AdversarialOptions.GAN_DIMS).when(GAN),
          Question.of(AdversarialOptions.TRUE_FACE_POWER).when(Questions::isDf),
          Question.of(StylePowers.FACE_STYLE_POWER),
          Question.of(StylePowers.BG_STYLE_POWER),
          Question.of(AugmentOptions.CT_MODE),
          Question.of(OptimizerOptions.CLIPGRAD),
          Question.of(RunSettings.PRETRAIN).when(ONE_STAGE).given(Questions::onlyStage));

  private Questions() {}

  /** Returns the questions of a new run. */
  public static List<Question> ofNewRun() {
    List<Question> all = new ArrayList<>(OF_A_NEW_RUN);
    all.addAll(OF_DEEPFACELAB);
    return List.copyOf(all);
  }

  /** Returns the questions of a run that is resumed: only settings that may change. */
  public static List<Question> ofResumedRun() {
    List<Question> all = new ArrayList<>(OF_A_RESUMED_RUN);
    all.addAll(OF_DEEPFACELAB);
    return all.stream().filter(one -> one.setting().group() == Setting.Group.RESUMABLE).toList();
  }

  private static Question faces(Setting<String> setting) {
    return Question.of(setting).checkedAs(Check.FACES);
  }

  private static boolean showsMoreThanTheFace(Settings settings) {
    FaceType type = settings.get(PictureOptions.FACE_TYPE);
    return type == FaceType.WHOLE || type == FaceType.HEAD;
  }

  private static boolean isDf(Settings settings) {
    return settings.get(ModelSettings.ARCHI).toLowerCase(Locale.ROOT).startsWith("df");
  }

  private static Optional<String> onlyStage(Settings settings) {
    if (settings.get(RunSettings.SRC).isEmpty()) {
      return Optional.of("true");
    }
    return settings.get(RunSettings.PRETRAINING_DATA).isEmpty()
        ? Optional.of("false")
        : Optional.empty();
  }
}
