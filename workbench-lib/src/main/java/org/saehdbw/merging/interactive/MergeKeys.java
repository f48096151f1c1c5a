package org.saehdbw.merging.interactive;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.merging.MergeNetworks;
import org.saehdbw.merging.options.MaskMode;
import org.saehdbw.merging.options.MergeMode;
import org.saehdbw.merging.options.MergeOptions;
import org.saehdbw.merging.options.MergeSettings;
import org.saehdbw.merging.options.OptionTrack;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingForm;

/**
 * The keys of DeepFaceLab's interactive merger that change options. With Shift a number changes by
 * 5, without by 1; it stays within its range. Keys of modes, masks, transfers and sharpening go
 * round.
 *
 * @param networks which are at hand; masks that need a missing one are passed over, and the power
 *     of a missing one stays
 */
public record MergeKeys(MergeNetworks networks) {
  private static final String MODES = "`123456";
  private static final int LARGE_STEP = 5;

  /**
   * A number and the keys that change it.
   *
   * @param more the key that makes it larger
   * @param less the key that makes it smaller
   */
  public record NumberKeys(Setting<Integer> setting, String more, String less) {}

  /** The numbers that have keys, in the order of the keyboard. */
  public static final List<NumberKeys> NUMBERS =
      List.of(
          new NumberKeys(MergeSettings.HIST_MATCH_THRESHOLD, "q", "a"),
          new NumberKeys(MergeSettings.ERODE_MASK_MODIFIER, "w", "s"),
          new NumberKeys(MergeSettings.BLUR_MASK_MODIFIER, "e", "d"),
          new NumberKeys(MergeSettings.MOTION_BLUR_POWER, "r", "f"),
          new NumberKeys(MergeSettings.SUPER_RESOLUTION_POWER, "t", "g"),
          new NumberKeys(MergeSettings.BLURSHARPEN_AMOUNT, "y", "h"),
          new NumberKeys(MergeSettings.OUTPUT_FACE_SCALE, "u", "j"),
          new NumberKeys(MergeSettings.IMAGE_DENOISE_POWER, "i", "k"),
          new NumberKeys(MergeSettings.BICUBIC_DEGRADE_POWER, "o", "l"),
          new NumberKeys(MergeSettings.COLOR_DEGRADE_POWER, "p", ";"));

  /** The words and truth values that have a key, and that key. */
  public static final Map<String, Setting<?>> WORDS =
      Map.of(
          "z", MergeSettings.MASKED_HIST_MATCH,
          "x", MergeSettings.MASK_MODE,
          "c", MergeSettings.COLOR_TRANSFER_MODE,
          "n", MergeSettings.SHARPEN_MODE);

  /**
   * What a key changes.
   *
   * @param key a letter in lower case, a digit, or one of {@code ` ; :}; {@code :} is {@code ;}
   *     with Shift
   * @param shift whether Shift is held
   * @param now the options before
   * @return names and new values; empty if the key changes nothing
   */
  public Map<String, String> change(String key, boolean shift, MergeOptions now) {
    if (key.equals(":")) {
      return change(";", true, now);
    }
    if (key.length() == 1 && MODES.contains(key) && !shift) {
      MergeMode mode = MergeMode.values()[MODES.indexOf(key)];
      return Map.of(MergeSettings.MODE.name(), mode.option());
    }
    Optional<NumberKeys> number =
        NUMBERS.stream()
            .filter(one -> one.more().equals(key) || one.less().equals(key))
            .findFirst();
    if (number.isPresent()) {
      int size = shift ? LARGE_STEP : 1;
      return step(number.get().setting(), number.get().more().equals(key) ? size : -size, now);
    }
    return next(key, now);
  }

  /**
   * Options that were taken to other frames.
   *
   * @param frame that is shown then
   */
  public record Copied(OptionTrack options, long frame) {}

  /**
   * Takes the options of a frame to others: the keys {@code m} (to those before) and {@code /} (to
   * those after).
   *
   * @param frame from 1
   * @param count how many frames there are
   * @param isBack whether to frames before
   * @param toAll whether to all of them, as with Shift, or only to the next one
   */
  public static Copied copy(
      OptionTrack options, long frame, long count, boolean isBack, boolean toAll) {
    long other = isBack ? frame - 1 : frame + 1;
    if (other < 1 || other > count) {
      return new Copied(options, frame);
    }
    if (!toAll) {
      return new Copied(options.onlyAt(other, options.at(frame)), other);
    }
    return isBack
        ? new Copied(options.toAllBefore(frame), 1)
        : new Copied(options.toAllAfter(frame), other);
  }

  private Map<String, String> step(Setting<Integer> setting, int step, MergeOptions now) {
    boolean isOfHistMatch = setting == MergeSettings.HIST_MATCH_THRESHOLD;
    boolean isMissing =
        setting == MergeSettings.SUPER_RESOLUTION_POWER && networks.superResolution().isEmpty();
    if ((isOfHistMatch && !isHistMatch(now.mode())) || isMissing) {
      return Map.of();
    }
    String value = now.toMap().get(setting.name());
    SettingForm.Whole range = (SettingForm.Whole) setting.type().form();
    long changed = Math.max(range.low(), Math.min(range.high(), Long.parseLong(value) + step));
    return Map.of(setting.name(), String.valueOf(changed));
  }

  private static boolean isHistMatch(MergeMode mode) {
    return mode == MergeMode.HIST_MATCH || mode == MergeMode.SEAMLESS_HIST_MATCH;
  }

  private Map<String, String> next(String key, MergeOptions now) {
    Setting<?> setting = WORDS.get(key);
    if (setting == null) {
      return Map.of();
    }
    if (setting == MergeSettings.MASKED_HIST_MATCH) {
      boolean isOn = !now.maskedHistMatch();
      return now.mode() == MergeMode.HIST_MATCH
          ? Map.of(setting.name(), isOn ? "true" : "false")
          : Map.of();
    }
    List<String> words = ((SettingForm.Words) setting.type().form()).words();
    int at = words.indexOf(now.toMap().get(setting.name()));
    String next = words.get((at + 1) % words.size());
    while (setting == MergeSettings.MASK_MODE && isMissing(next)) {
      next = words.get((words.indexOf(next) + 1) % words.size());
    }
    return Map.of(setting.name(), next);
  }

  private boolean isMissing(String maskMode) {
    return networks.segmenter().isEmpty()
        && List.of(MaskMode.values()).stream()
            .anyMatch(mode -> mode.option().equals(maskMode) && mode.needsSegmenter());
  }
}
