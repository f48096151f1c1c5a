package org.saehdbw.merging.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.saehdbw.losses.Compat;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingForm;
import org.saehdbw.settings.SettingRegistry;
import org.saehdbw.settings.SettingType;
import org.saehdbw.transfers.MaskedTransfer;

/**
 * The settings that fill {@link MergeOptions}, by the original's names. Words may also be given as
 * the original's numbers.
 */
public final class MergeSettings {
  public static final Setting<MergeMode> MODE =
      Setting.of(
          "mode",
          named(List.of(MergeMode.values()), MergeMode::option),
          MergeMode.OVERLAY,
          "what becomes of the face");
  public static final Setting<Boolean> MASKED_HIST_MATCH =
      Setting.of(
          "masked_hist_match",
          SettingType.bool(),
          true,
          "hist-match counts only pixels inside the mask");
  public static final Setting<Integer> HIST_MATCH_THRESHOLD =
      Setting.of(
          "hist_match_threshold",
          SettingType.integer(0, 255),
          238,
          "of 255: the part of the frame's brightness that a match of histograms uses");
  public static final Setting<MaskMode> MASK_MODE =
      Setting.of(
          "mask_mode",
          named(List.of(MaskMode.values()), MaskMode::option),
          MaskMode.LEARNED_PRODUCT,
          "where the mask comes from");
  public static final Setting<Integer> ERODE_MASK_MODIFIER =
      Setting.of(
          "erode_mask_modifier",
          SettingType.integer(-400, 400),
          0,
          "pixels of a mask of four times the resolution: above 0 erodes, below dilates");
  public static final Setting<Integer> BLUR_MASK_MODIFIER =
      Setting.of(
          "blur_mask_modifier",
          SettingType.integer(0, 400),
          0,
          "size of the mask's blur, in the same pixels");
  public static final Setting<Integer> MOTION_BLUR_POWER =
      Setting.of(
          "motion_blur_power", SettingType.integer(0, 100), 0, "percent of the face's own motion");
  public static final Setting<Integer> OUTPUT_FACE_SCALE =
      Setting.of(
          "output_face_scale",
          SettingType.integer(-50, 50),
          0,
          "percent: above 0 the pasted face becomes smaller, below larger");
  public static final Setting<Optional<MaskedTransfer>> COLOR_TRANSFER_MODE =
      Setting.of(
          "color_transfer_mode",
          named(transfers(), MergeSettings::word),
          Optional.of(MaskedTransfer.RCT),
          "how the face gets the frame's colours");
  public static final Setting<SharpenMode> SHARPEN_MODE =
      Setting.of(
          "sharpen_mode",
          named(List.of(SharpenMode.values()), SharpenMode::option),
          SharpenMode.NONE,
          "the filter of blursharpen_amount above 0");
  public static final Setting<Integer> BLURSHARPEN_AMOUNT =
      Setting.of(
          "blursharpen_amount",
          SettingType.integer(-100, 100),
          0,
          "above 0 sharpens, below 0 blurs by medians");
  public static final Setting<Integer> SUPER_RESOLUTION_POWER =
      Setting.of(
          "super_resolution_power",
          SettingType.integer(0, 100),
          0,
          "percent of the network that enlarges four times");
  public static final Setting<Integer> IMAGE_DENOISE_POWER =
      Setting.of(
          "image_denoise_power",
          SettingType.integer(0, 500),
          0,
          "medians of the frame around the face, 100 for each whole pass");
  public static final Setting<Integer> BICUBIC_DEGRADE_POWER =
      Setting.of(
          "bicubic_degrade_power",
          SettingType.integer(0, 100),
          0,
          "makes the frame around the face smaller and large again");
  public static final Setting<Integer> COLOR_DEGRADE_POWER =
      Setting.of(
          "color_degrade_power",
          SettingType.integer(0, 100),
          0,
          "percent of the finished picture in few colours");
  public static final Setting<Compat> COMPAT =
      Setting.of(
          "compat",
          Compat.COMPAT.type(),
          Compat.NONE,
          "none mends mistakes of the original's merger, deepfacelab repeats them");

  public static final Setting<Integer> LANDMARK_SMOOTHING =
      strength("landmark_smoothing", "how much the place of the face is smoothed over time");
  public static final Setting<Integer> MASK_SMOOTHING =
      strength("mask_smoothing", "how much the predicted masks are smoothed over time");
  public static final Setting<Integer> COLOR_SMOOTHING =
      strength("color_smoothing", "how much the colour transfer is smoothed over time");
  public static final Setting<Integer> SHARPNESS_MATCH =
      strength("sharpness_match", "percent of the way to the sharpness of the face before");
  public static final Setting<Integer> GRAIN_MATCH =
      strength("grain_match", "percent of the frame's own grain that the face gets");

  /** All of them, in the order in which they are written. */
  public static final List<Setting<?>> ALL =
      List.of(
          MODE,
          MASKED_HIST_MATCH,
          HIST_MATCH_THRESHOLD,
          MASK_MODE,
          ERODE_MASK_MODIFIER,
          BLUR_MASK_MODIFIER,
          MOTION_BLUR_POWER,
          OUTPUT_FACE_SCALE,
          COLOR_TRANSFER_MODE,
          SHARPEN_MODE,
          BLURSHARPEN_AMOUNT,
          SUPER_RESOLUTION_POWER,
          IMAGE_DENOISE_POWER,
          BICUBIC_DEGRADE_POWER,
          COLOR_DEGRADE_POWER,
          COMPAT,
          LANDMARK_SMOOTHING,
          MASK_SMOOTHING,
          COLOR_SMOOTHING,
          SHARPNESS_MATCH,
          GRAIN_MATCH);

  /** The settings by their names. */
  public static final SettingRegistry REGISTRY = new SettingRegistry(List.of(ALL), Set.of());

  private MergeSettings() {}

  private static Setting<Integer> strength(String name, String help) {
    return Setting.of(name, SettingType.integer(0, 100), 0, help);
  }

  private static List<Optional<MaskedTransfer>> transfers() {
    List<Optional<MaskedTransfer>> all = new ArrayList<>();
    all.add(Optional.empty());
    for (MaskedTransfer transfer : MaskedTransfer.values()) {
      all.add(Optional.of(transfer));
    }
    return all;
  }

  private static String word(Optional<MaskedTransfer> transfer) {
    return transfer.map(MaskedTransfer::option).orElse("none");
  }

  /** Values by their words, in any letter case, or by their places in the list. */
  private static <E> SettingType<E> named(List<E> values, Function<E, String> word) {
    return new SettingType<>(
        text -> {
          String wanted = text.toLowerCase(Locale.ROOT);
          for (int i = 0; i < values.size(); i++) {
            if (word.apply(values.get(i)).equals(wanted) || String.valueOf(i).equals(wanted)) {
              return values.get(i);
            }
          }
          throw new IllegalArgumentException(text);
        },
        word,
        "one of "
            + values.stream().map(word).collect(Collectors.joining(", "))
            + " (or 0 to "
            + (values.size() - 1)
            + ")",
        new SettingForm.Words(values.stream().map(word).toList()));
  }
}
