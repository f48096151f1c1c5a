package org.saehdbw.losses;

import java.util.List;
import java.util.Optional;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingType;
import org.saehdbw.settings.SettingValues;

/**
 * What the reconstruction loss looks at.
 *
 * @param maskedTraining compare inside the blurred face mask only
 * @param eyesMouthPrio weigh eyes and mouth
 * @param blurOutMask blur the targets' background first
 * @param extra a loss beside the original's
 */
public record LossOptions(
    boolean maskedTraining,
    boolean eyesMouthPrio,
    boolean blurOutMask,
    Optional<WeightedLoss> extra) {
  public static final Setting<Boolean> MASKED_TRAINING =
      Setting.of("masked_training", SettingType.bool(), true, "train inside the face mask only");
  public static final Setting<Boolean> EYES_MOUTH_PRIO =
      Setting.of("eyes_mouth_prio", SettingType.bool(), false, "weigh eyes and mouth more");
  public static final Setting<Boolean> BLUR_OUT_MASK =
      Setting.of("blur_out_mask", SettingType.bool(), false, "blur the targets outside the mask");

  public static final List<Setting<?>> SETTINGS =
      List.of(MASKED_TRAINING, EYES_MOUTH_PRIO, BLUR_OUT_MASK);

  /** Options without an extra loss. */
  public LossOptions(boolean maskedTraining, boolean eyesMouthPrio, boolean blurOutMask) {
    this(maskedTraining, eyesMouthPrio, blurOutMask, Optional.empty());
  }

  /** Returns DeepFaceLab's defaults: masked training alone. */
  public static LossOptions defaults() {
    return of(SettingValues.DEFAULTS);
  }

  /** Fills the options from settings, without an extra loss. */
  public static LossOptions of(SettingValues values) {
    return new LossOptions(
        values.get(MASKED_TRAINING), values.get(EYES_MOUTH_PRIO), values.get(BLUR_OUT_MASK));
  }

  /** Returns these options with an extra loss. */
  public LossOptions with(WeightedLoss loss) {
    return new LossOptions(maskedTraining, eyesMouthPrio, blurOutMask, Optional.of(loss));
  }
}
