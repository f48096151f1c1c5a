package org.saehdbw.cli.asking;

import java.util.ArrayList;
import java.util.List;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingForm;

/** The text of a question. */
final class Prompt {
  private Prompt() {}

  /** The name, the range or the words, and the value that Enter takes. */
  static String of(Question question, String usual) {
    Setting<?> setting = question.setting();
    SettingForm form = setting.type().form();
    String range = form.range().isEmpty() ? setting.type().allowed() : form.range();
    range += question.step() > 1 ? ", a multiple of " + question.step() : "";
    String shown = usual.isEmpty() ? "none" : form.shown(usual);
    return setting.name() + " (" + range + ") [" + shown + "]: ";
  }

  /** What a terminal may complete. */
  static List<String> words(Setting<?> setting) {
    return setting.type().form() instanceof SettingForm.Words form ? form.words() : List.of();
  }

  /** What {@code ?} shows. */
  static List<String> explain(Setting<?> setting) {
    List<String> lines = new ArrayList<>(List.of(setting.explained()));
    forced(setting, true, lines);
    forced(setting, false, lines);
    return lines;
  }

  private static <T> void forced(Setting<T> setting, boolean pretraining, List<String> lines) {
    setting
        .forcedValue(pretraining)
        .map(setting.type().printer())
        .ifPresent(
            text ->
                lines.add(
                    "  without effect "
                        + (pretraining ? "while pretraining" : "unless pretrain is true")
                        + (text.isEmpty() ? "" : ": it is " + text + " then")));
  }
}
