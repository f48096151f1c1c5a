package org.saehdbw.losses;

import java.util.List;
import java.util.Optional;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingType;
import org.saehdbw.settings.SettingValues;

/**
 * What a model is judged by.
 *
 * @param maskedTraining compare inside the blurred face mask only
 * @param eyesMouthPrio weigh eyes and mouth
 * @param blurOutMask blur the targets' background first
 * @param styles how strongly the swap is drawn to the destination's look
 * @param adversaries which discriminators judge
 * @param compat whether mistakes of the original are repeated
 * @param extra a loss beside the original's
 */
public record LossOptions(
    boolean maskedTraining,
    boolean eyesMouthPrio,
    boolean blurOutMask,
    StylePowers styles,
    AdversarialOptions adversaries,
    Compat compat,
    Optional<WeightedLoss> extra) {
  public static final Setting<Boolean> MASKED_TRAINING =
      Setting.of("masked_training", SettingType.bool(), true, "train inside the face mask only");
  public static final Setting<Boolean> EYES_MOUTH_PRIO =
      Setting.of("eyes_mouth_prio", SettingType.bool(), false, "weigh eyes and mouth more");
  public static final Setting<Boolean> BLUR_OUT_MASK =
      Setting.of("blur_out_mask", SettingType.bool(), false, "blur the targets outside the mask");

  public static final List<Setting<?>> SETTINGS =
      List.of(MASKED_TRAINING, EYES_MOUTH_PRIO, BLUR_OUT_MASK, Compat.COMPAT);

  /** Options without styles, discriminators and an extra loss. */
  public LossOptions(boolean maskedTraining, boolean eyesMouthPrio, boolean blurOutMask) {
    this(
        maskedTraining,
        eyesMouthPrio,
        blurOutMask,
        StylePowers.NONE,
        AdversarialOptions.NONE,
        Compat.NONE,
        Optional.empty());
  }

  /** Returns DeepFaceLab's defaults: masked training alone. */
  public static LossOptions defaults() {
    return of(SettingValues.DEFAULTS);
  }

  /**
   * Fills the options from settings as the stage has them, without discriminators and an extra
   * loss.
   */
  public static LossOptions of(SettingValues values) {
    return new LossOptions(
            values.get(MASKED_TRAINING), values.get(EYES_MOUTH_PRIO), values.get(BLUR_OUT_MASK))
        .with(StylePowers.of(values))
        .with(values.get(Compat.COMPAT));
  }

  /** Returns these options with an extra loss. */
  public LossOptions with(WeightedLoss loss) {
    return new LossOptions(
        maskedTraining, eyesMouthPrio, blurOutMask, styles, adversaries, compat, Optional.of(loss));
  }

  /** Returns these options with other styles. */
  public LossOptions with(StylePowers others) {
    return new LossOptions(
        maskedTraining, eyesMouthPrio, blurOutMask, others, adversaries, compat, extra);
  }

  /** Returns these options with other discriminators. */
  public LossOptions with(AdversarialOptions others) {
    return new LossOptions(
        maskedTraining, eyesMouthPrio, blurOutMask, styles, others, compat, extra);
  }

  /** Returns these options with the original's mistakes, or without them. */
  public LossOptions with(Compat other) {
    return new LossOptions(
        maskedTraining, eyesMouthPrio, blurOutMask, styles, adversaries, other, extra);
  }
}
