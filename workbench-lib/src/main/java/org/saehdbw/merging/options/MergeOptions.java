package org.saehdbw.merging.options;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.files.Sha256;
import org.saehdbw.losses.Compat;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingValues;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.transfers.MaskedTransfer;

/**
 * How a face is merged into a frame. Immutable; {@link MergeSettings} has names, ranges and
 * defaults (those of the original's fresh configuration).
 *
 * @param mode what becomes of the face
 * @param maskedHistMatch whether hist-match counts only pixels inside the mask
 * @param histMatchThreshold of 255, the part of the frame's values that a match of histograms uses;
 *     0 to 255
 * @param maskMode where the mask comes from
 * @param erodeMask diameter in pixels of the mask at four times the resolution: above 0 erodes,
 *     below 0 dilates; -400 to 400
 * @param blurMask size of the mask's blur in the same pixels; 0 to 400
 * @param motionBlurPower percent of the face's own motion; 0 to 100
 * @param outputFaceScale percent, -50 to 50: above 0 the pasted face becomes smaller by {@code 1 /
 *     (1 + 0.01 scale)}, below larger
 * @param colorTransfer how the face gets the frame's colours; empty is {@code none}
 * @param sharpenMode the filter of amounts above 0
 * @param blursharpenAmount above 0 sharpens, below 0 blurs by medians; -100 to 100
 * @param superResolutionPower percent of the network that enlarges four times; 0 to 100
 * @param imageDenoisePower medians of the frame around the face; 0 to 500
 * @param bicubicDegradePower how far the frame around the face is made smaller and large again; 0
 *     to 100
 * @param colorDegradePower percent of the finished picture in few colours; 0 to 100
 * @param compat whether the original's mistakes are mended or repeated (docs/fidelity.md)
 * @param steady what is smoothed over time; not in the original
 * @param look how the face takes the film's look; not in the original
 */
public record MergeOptions(
    MergeMode mode,
    boolean maskedHistMatch,
    int histMatchThreshold,
    MaskMode maskMode,
    int erodeMask,
    int blurMask,
    int motionBlurPower,
    int outputFaceScale,
    Optional<MaskedTransfer> colorTransfer,
    SharpenMode sharpenMode,
    int blursharpenAmount,
    int superResolutionPower,
    int imageDenoisePower,
    int bicubicDegradePower,
    int colorDegradePower,
    Compat compat,
    Steadiness steady,
    FilmLook look) {
  /** Every option at its default. */
  public static final MergeOptions DEFAULTS = of(SettingValues.DEFAULTS);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is left
   */
  public MergeOptions {
    MergeSettings.HIST_MATCH_THRESHOLD.check(histMatchThreshold);
    MergeSettings.ERODE_MASK_MODIFIER.check(erodeMask);
    MergeSettings.BLUR_MASK_MODIFIER.check(blurMask);
    MergeSettings.MOTION_BLUR_POWER.check(motionBlurPower);
    MergeSettings.OUTPUT_FACE_SCALE.check(outputFaceScale);
    MergeSettings.BLURSHARPEN_AMOUNT.check(blursharpenAmount);
    MergeSettings.SUPER_RESOLUTION_POWER.check(superResolutionPower);
    MergeSettings.IMAGE_DENOISE_POWER.check(imageDenoisePower);
    MergeSettings.BICUBIC_DEGRADE_POWER.check(bicubicDegradePower);
    MergeSettings.COLOR_DEGRADE_POWER.check(colorDegradePower);
  }

  /** Fills the options from settings. */
  public static MergeOptions of(SettingValues values) {
    return new MergeOptions(
        values.get(MergeSettings.MODE),
        values.get(MergeSettings.MASKED_HIST_MATCH),
        values.get(MergeSettings.HIST_MATCH_THRESHOLD),
        values.get(MergeSettings.MASK_MODE),
        values.get(MergeSettings.ERODE_MASK_MODIFIER),
        values.get(MergeSettings.BLUR_MASK_MODIFIER),
        values.get(MergeSettings.MOTION_BLUR_POWER),
        values.get(MergeSettings.OUTPUT_FACE_SCALE),
        values.get(MergeSettings.COLOR_TRANSFER_MODE),
        values.get(MergeSettings.SHARPEN_MODE),
        values.get(MergeSettings.BLURSHARPEN_AMOUNT),
        values.get(MergeSettings.SUPER_RESOLUTION_POWER),
        values.get(MergeSettings.IMAGE_DENOISE_POWER),
        values.get(MergeSettings.BICUBIC_DEGRADE_POWER),
        values.get(MergeSettings.COLOR_DEGRADE_POWER),
        values.get(MergeSettings.COMPAT),
        new Steadiness(
            values.get(MergeSettings.LANDMARK_SMOOTHING),
            values.get(MergeSettings.MASK_SMOOTHING),
            values.get(MergeSettings.COLOR_SMOOTHING)),
        new FilmLook(
            values.get(MergeSettings.SHARPNESS_MATCH), values.get(MergeSettings.GRAIN_MATCH)));
  }

  /**
   * Fills the options from texts by name; what is missing has its default.
   *
   * @param texts names and values, such as those of a job file
   * @param origin where they came from, for messages
   * @throws SettingsException if a name is unknown or a value is not allowed
   */
  public static MergeOptions of(Map<String, String> texts, String origin) throws SettingsException {
    return DEFAULTS.with(texts, origin);
  }

  /**
   * Returns these options with some of them changed.
   *
   * @param texts names and values
   * @param origin where they came from, for messages
   * @throws SettingsException if a name is unknown or a value is not allowed
   */
  public MergeOptions with(Map<String, String> texts, String origin) throws SettingsException {
    Settings settings = MergeSettings.REGISTRY.defaults();
    for (Map.Entry<String, String> own : toMap().entrySet()) {
      settings = settings.with(own.getKey(), own.getValue(), origin);
    }
    for (Map.Entry<String, String> text : texts.entrySet()) {
      settings = settings.with(text.getKey(), text.getValue(), origin);
    }
    return of(settings);
  }

  /**
   * Returns a short text that differs where options differ. Options at their defaults do not count,
   * so that one that a later version adds changes no text of before.
   */
  public String fingerprint() {
    Map<String, String> own = toMap();
    own.entrySet().removeAll(DEFAULTS.toMap().entrySet());
    return Sha256.hex(own.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 12);
  }

  /** Numbers on an even way to those of other options; all else is as here. */
  MergeOptions toward(MergeOptions other, double part) {
    return new MergeOptions(
        mode,
        maskedHistMatch,
        between(histMatchThreshold, other.histMatchThreshold, part),
        maskMode,
        between(erodeMask, other.erodeMask, part),
        between(blurMask, other.blurMask, part),
        between(motionBlurPower, other.motionBlurPower, part),
        between(outputFaceScale, other.outputFaceScale, part),
        colorTransfer,
        sharpenMode,
        between(blursharpenAmount, other.blursharpenAmount, part),
        between(superResolutionPower, other.superResolutionPower, part),
        between(imageDenoisePower, other.imageDenoisePower, part),
        between(bicubicDegradePower, other.bicubicDegradePower, part),
        between(colorDegradePower, other.colorDegradePower, part),
        compat,
        steady.toward(other.steady, part),
        look.toward(other.look, part));
  }

  static int between(int from, int to, double part) {
    return (int) Math.floor(from + (to - from) * part + 0.5);
  }

  /** The value of every option as text by its name, in the order of {@link MergeSettings#ALL}. */
  public Map<String, String> toMap() {
    Map<String, String> texts = new LinkedHashMap<>();
    put(MergeSettings.MODE, mode, texts);
    put(MergeSettings.MASKED_HIST_MATCH, maskedHistMatch, texts);
    put(MergeSettings.HIST_MATCH_THRESHOLD, histMatchThreshold, texts);
    put(MergeSettings.MASK_MODE, maskMode, texts);
    put(MergeSettings.ERODE_MASK_MODIFIER, erodeMask, texts);
    put(MergeSettings.BLUR_MASK_MODIFIER, blurMask, texts);
    put(MergeSettings.MOTION_BLUR_POWER, motionBlurPower, texts);
    put(MergeSettings.OUTPUT_FACE_SCALE, outputFaceScale, texts);
    put(MergeSettings.COLOR_TRANSFER_MODE, colorTransfer, texts);
    put(MergeSettings.SHARPEN_MODE, sharpenMode, texts);
    put(MergeSettings.BLURSHARPEN_AMOUNT, blursharpenAmount, texts);
    put(MergeSettings.SUPER_RESOLUTION_POWER, superResolutionPower, texts);
    put(MergeSettings.IMAGE_DENOISE_POWER, imageDenoisePower, texts);
    put(MergeSettings.BICUBIC_DEGRADE_POWER, bicubicDegradePower, texts);
    put(MergeSettings.COLOR_DEGRADE_POWER, colorDegradePower, texts);
    put(MergeSettings.COMPAT, compat, texts);
    put(MergeSettings.LANDMARK_SMOOTHING, steady.landmarks(), texts);
    put(MergeSettings.MASK_SMOOTHING, steady.masks(), texts);
    put(MergeSettings.COLOR_SMOOTHING, steady.colours(), texts);
    put(MergeSettings.SHARPNESS_MATCH, look.sharpness(), texts);
    put(MergeSettings.GRAIN_MATCH, look.grain(), texts);
    return texts;
  }

  private static <T> void put(Setting<T> setting, T value, Map<String, String> texts) {
    texts.put(setting.name(), setting.type().printer().apply(value));
  }

  /** Whether the original's mistakes are repeated. */
  public boolean asOriginal() {
    return compat == Compat.DEEPFACELAB;
  }

  /** Whether the frame around the face is made worse. */
  public boolean degradesFrame() {
    return imageDenoisePower > 0 || bicubicDegradePower > 0;
  }
}
