package org.saehdbw.cli.asking;

import java.nio.file.Path;
import org.saehdbw.cli.asking.Question.Check;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingForm;
import org.saehdbw.settings.SettingsException;

/** Makes an allowed value of what was typed, and says where it differs from that. */
final class AnswerReader {
  static final String ORIGIN = "your answer";

  private static final String NOTHING = "-";
  private static final String HOME = "~/";

  private final Answers answers;

  AnswerReader(Answers answers) {
    this.answers = answers;
  }

  /**
   * Returns the value's text.
   *
   * @throws SettingsException if it is not allowed, and no nearest value is
   */
  String read(Question question, String typed) throws SettingsException {
    Setting<?> setting = question.setting();
    if (setting.type().form() instanceof SettingForm.Text && typed.equals(NOTHING)) {
      return "";
    }
    if (question.check() == Check.FACES && typed.startsWith(HOME)) {
      return Path.of(System.getProperty("user.home"), typed.substring(HOME.length())).toString();
    }
    return fitted(question, inRange(setting, typed));
  }

  private String inRange(Setting<?> setting, String text) throws SettingsException {
    try {
      setting.parse(text, ORIGIN);
      return text;
    } catch (SettingsException e) {
      SettingForm form = setting.type().form();
      String nearest = form.nearest(text).orElse(text);
      setting.parse(nearest, ORIGIN);
      answers.say(
          setting + ": " + text + " is out of range (" + form.range() + "), takes " + nearest);
      return nearest;
    }
  }

  private String fitted(Question question, String text) {
    String fitted = question.fitted(text);
    if (!fitted.equals(text)) {
      answers.say(
          question.setting() + " must be a multiple of " + question.step() + ", takes " + fitted);
    }
    return fitted;
  }
}
