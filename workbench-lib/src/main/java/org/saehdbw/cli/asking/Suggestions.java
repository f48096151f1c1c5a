package org.saehdbw.cli.asking;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.StoredSettings;

/**
 * What Enter takes for a setting: the value that is set already, else that of the last model, else
 * the default.
 *
 * @param from who the last model is; empty without one
 * @param last its settings; those of this run where there is no last model
 */
public record Suggestions(String from, Optional<Settings> last) {
  /** Only what is set already, and defaults. */
  public static final Suggestions NONE = new Suggestions("", Optional.empty());

  /** Takes those of the newest run whose settings can be read. */
  public static Suggestions ofNewestRun(Path runs) throws IOException {
    List<RunFolder> all = RunFolder.all(runs);
    for (int i = all.size() - 1; i >= 0; i--) {
      try {
        return new Suggestions(all.get(i).name(), Optional.of(StoredSettings.read(all.get(i))));
      } catch (IOException e) {
        // The settings of a damaged run suggest nothing; runs verify says what is wrong with it.
        continue;
      }
    }
    return NONE;
  }

  /**
   * Returns the value that Enter takes, as text.
   *
   * @param base what is set already
   */
  <T> String usual(Settings base, Setting<T> setting) {
    if (base.isSet(setting) || last.isEmpty()) {
      return base.text(setting);
    }
    String text = last.get().text(setting);
    try {
      setting.parse(text, from);
      return text;
    } catch (SettingsException e) {
      // An imported model may have what a new one may not.
      return base.text(setting);
    }
  }
}
