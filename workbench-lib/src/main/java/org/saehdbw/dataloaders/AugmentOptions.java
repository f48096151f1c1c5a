package org.saehdbw.dataloaders;

import java.util.Arrays;
import java.util.List;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingType;
import org.saehdbw.settings.SettingValues;
import org.saehdbw.transfers.TransferMode;

/**
 * How samples differ from the faces they are made of, and which faces are drawn.
 *
 * @param randomWarp whether the network's inputs are warped
 * @param randomSrcFlip whether src samples are mirrored four times in ten
 * @param randomDstFlip whether dst samples are
 * @param uniformYaw whether faces are drawn evenly over yaw
 * @param scaleRange of the random scale
 * @param transfer of src samples towards random dst faces
 */
public record AugmentOptions(
    boolean randomWarp,
    boolean randomSrcFlip,
    boolean randomDstFlip,
    boolean uniformYaw,
    ScaleRange scaleRange,
    TransferMode transfer) {
  public static final Setting<Boolean> UNIFORM_YAW =
      Setting.of("uniform_yaw", SettingType.bool(), false, "draw faces evenly over yaw")
          .whilePretraining(true);
  public static final Setting<Boolean> RANDOM_WARP =
      Setting.of("random_warp", SettingType.bool(), true, "warp the network's inputs")
          .whilePretraining(false);
  public static final Setting<Boolean> RANDOM_SRC_FLIP =
      Setting.of("random_src_flip", SettingType.bool(), false, "mirror src samples at random")
          .whilePretraining(true);
  public static final Setting<Boolean> RANDOM_DST_FLIP =
      Setting.of("random_dst_flip", SettingType.bool(), true, "mirror dst samples at random")
          .whilePretraining(true);
  public static final Setting<TransferMode> CT_MODE =
      Setting.of(
              "ct_mode",
              SettingType.words(
                  Arrays.stream(TransferMode.values()).filter(TransferMode::isTrained).toList(),
                  TransferMode::option),
              TransferMode.NONE,
              "transfer of src samples towards dst")
          .whilePretraining(TransferMode.NONE);

  public static final List<Setting<?>> SETTINGS =
      List.of(UNIFORM_YAW, RANDOM_WARP, RANDOM_SRC_FLIP, RANDOM_DST_FLIP, CT_MODE);

  /** Fills the options from settings. */
  public static AugmentOptions of(SettingValues values) {
    return new AugmentOptions(
        values.get(RANDOM_WARP),
        values.get(RANDOM_SRC_FLIP),
        values.get(RANDOM_DST_FLIP),
        values.get(UNIFORM_YAW),
        ScaleRange.of(values),
        values.get(CT_MODE));
  }

  /** These options with or without the warp of the network's inputs. */
  public AugmentOptions withRandomWarp(boolean warped) {
    return new AugmentOptions(
        warped, randomSrcFlip, randomDstFlip, uniformYaw, scaleRange, transfer);
  }

  /** These options with faces drawn evenly over yaw, or not. */
  public AugmentOptions withUniformYaw(boolean even) {
    return new AugmentOptions(randomWarp, randomSrcFlip, randomDstFlip, even, scaleRange, transfer);
  }

  /** These options with another transfer. */
  public AugmentOptions withTransfer(TransferMode mode) {
    return new AugmentOptions(
        randomWarp, randomSrcFlip, randomDstFlip, uniformYaw, scaleRange, mode);
  }
}
