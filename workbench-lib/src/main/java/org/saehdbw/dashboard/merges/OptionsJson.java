package org.saehdbw.dashboard.merges;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.saehdbw.dashboard.answers.Json;
import org.saehdbw.merging.MergeNetworks;
import org.saehdbw.merging.interactive.MergeKeys;
import org.saehdbw.merging.options.MaskMode;
import org.saehdbw.merging.options.MergeSettings;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingForm;

/** What the page must know of each option to show a control for it. */
final class OptionsJson {
  private OptionsJson() {}

  static List<Object> of(MergeNetworks networks) {
    List<Object> options = new ArrayList<>();
    for (Setting<?> setting : MergeSettings.ALL) {
      Json option = new Json().put("name", setting.name()).put("help", setting.help());
      option.put("standard", setting.defaultText());
      SettingForm form = setting.type().form();
      if (form instanceof SettingForm.Whole whole) {
        option.put("kind", "number").put("low", whole.low()).put("high", whole.high());
      } else if (form instanceof SettingForm.Words words) {
        option.put("kind", "words").put("words", words.words());
        option.put("missing", missing(setting, networks));
      } else {
        option.put("kind", "switch");
      }
      keys(setting, option);
      boolean isEnlarging = setting == MergeSettings.SUPER_RESOLUTION_POWER;
      option.put("usable", !isEnlarging || networks.superResolution().isPresent());
      options.add(option.map());
    }
    return options;
  }

  private static void keys(Setting<?> setting, Json option) {
    for (MergeKeys.NumberKeys keys : MergeKeys.NUMBERS) {
      if (keys.setting() == setting) {
        option.put("more", keys.more()).put("less", keys.less());
      }
    }
    for (Map.Entry<String, Setting<?>> key : MergeKeys.WORDS.entrySet()) {
      if (key.getValue() == setting) {
        option.put("key", key.getKey());
      }
    }
  }

  private static List<String> missing(Setting<?> setting, MergeNetworks networks) {
    List<String> missing = new ArrayList<>();
    for (MaskMode mode : MaskMode.values()) {
      boolean isMissing = mode.needsSegmenter() && networks.segmenter().isEmpty();
      if (setting == MergeSettings.MASK_MODE && isMissing) {
        missing.add(mode.option());
      }
    }
    return missing;
  }
}
