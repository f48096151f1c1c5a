package org.saehdbw.cli.asking;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingType;
import org.saehdbw.settings.SettingsException;

/** The first question: the run's name, which is not a setting of the training. */
public final class NameQuestion {
  private static final Setting<String> NAME =
      Setting.of(
          "name",
          SettingType.pattern("[A-Za-z0-9][A-Za-z0-9._-]*", "letters, digits, '.', '-' and '_'"),
          "",
          "name of the run folder and of the file of the answers; none takes the model's name");

  private NameQuestion() {}

  /** Asks until the name is one for a folder; empty for the model's name. */
  public static Optional<String> ask(Answers answers) throws SettingsException, IOException {
    AnswerReader reader = new AnswerReader(answers);
    Question question = Question.of(NAME);
    while (true) {
      String answer = answers.next(NAME.name(), Prompt.of(question, ""), List.of());
      try {
        if (answer.equals("?")) {
          Prompt.explain(NAME).forEach(answers::say);
          continue;
        }
        return Optional.of(reader.read(question, answer)).filter(name -> !name.isEmpty());
      } catch (SettingsException e) {
        answers.say(String.valueOf(e.getMessage()));
      }
    }
  }
}
