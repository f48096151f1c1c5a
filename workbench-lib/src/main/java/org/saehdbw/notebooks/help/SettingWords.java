package org.saehdbw.notebooks.help;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingForm;
import org.saehdbw.training.plan.TrainingSettings;

/** The words that a string of a cell may hold: names of settings, and what one may be set to. */
final class SettingWords {
  /** Methods of a training, a sweep or a comparison whose first argument names a setting. */
  private static final List<String> NAMING = List.of("set", "over");

  private SettingWords() {}

  /** Returns all words that may stand there, in the order of the settings. */
  static List<Completion.Choice> at(CursorCode.Literal place) {
    if (!NAMING.contains(place.call())) {
      return List.of();
    }
    if (place.before().isEmpty()) {
      return TrainingSettings.ALL.stream()
          .map(one -> new Completion.Choice(one.name(), "setting", one.help()))
          .toList();
    }
    String name = place.before().get(0).replace("\"", "");
    return setting(name).stream()
        .flatMap(SettingWords::values)
        .map(word -> new Completion.Choice(word, "value", name))
        .toList();
  }

  /** Returns what help says of a setting that a string names. */
  static Optional<String> help(CursorCode.Literal place, String written) {
    if (!NAMING.contains(place.call())) {
      return Optional.empty();
    }
    String name = place.before().isEmpty() ? written : place.before().get(0).replace("\"", "");
    return setting(name)
        .map(
            one ->
                String.format(
                    Locale.ROOT,
                    "setting %s: %s%n  must be %s%n  default: %s",
                    one.name(),
                    one.help(),
                    one.type().allowed(),
                    defaultText(one)));
  }

  private static Optional<Setting<?>> setting(String name) {
    return TrainingSettings.ALL.stream().filter(one -> one.name().equals(name)).findFirst();
  }

  private static <T> String defaultText(Setting<T> setting) {
    String text = setting.type().printer().apply(setting.defaultValue());
    return text.isEmpty() ? "empty" : text;
  }

  private static Stream<String> values(Setting<?> setting) {
    SettingForm form = setting.type().form();
    if (form instanceof SettingForm.Switch) {
      return Stream.of("true", "false");
    }
    return form instanceof SettingForm.Words words ? words.words().stream() : Stream.empty();
  }
}
