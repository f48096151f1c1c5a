package org.saehdbw.cli.asking;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.saehdbw.architectures.ModelSettings;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.cli.asking.Question.Check;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.TrainingFaces;
import org.saehdbw.training.plan.TrainingPlan;

/**
 * Asks questions until each has an answer that fits. Enter takes the value in brackets, {@code ?}
 * explains, {@code -} is empty text; a number out of range becomes the nearest allowed one, which
 * is said; any other wrong answer is refused with the reason, and the question is asked again.
 */
public final class Interview {
  private final Answers answers;
  private final AnswerReader reader;
  private final Settling settling;
  private final Suggestions suggestions;

  /** The base with the answers so far. */
  private Settings settings;

  /** The same as a run would have them. */
  private Settings settled;

  /** Brings settings into the form that a run has. */
  public interface Settling {
    /**
     * Returns the settings of the run that would be made of these.
     *
     * @throws SettingsException if they do not go together
     */
    Settings settle(Settings asked) throws SettingsException, IOException;
  }

  /**
   * Starts with settings that go together.
   *
   * @param answers who is asked
   * @param base what holds where nothing is asked
   * @param suggestions what is in the brackets where the base is at its default
   * @throws SettingsException if the base itself does not go together
   */
  public Interview(Answers answers, Settings base, Suggestions suggestions, Settling settling)
      throws SettingsException, IOException {
    this.answers = answers;
    this.reader = new AnswerReader(answers);
    this.settings = base;
    this.suggestions = suggestions;
    this.settling = settling;
    this.settled = settling.settle(base);
  }

  /**
   * Asks questions in their order, where the answers so far leave them open.
   *
   * @return the base with the answers
   * @throws SettingsException if the answers end before the questions, or after them
   */
  public Settings ask(List<Question> questions) throws SettingsException, IOException {
    for (Question question : questions) {
      if (!question.when().test(settled)) {
        continue;
      }
      Optional<String> only = question.given().apply(settled);
      if (only.isPresent()) {
        take(question.setting(), only.get());
      } else {
        ask(question);
      }
    }
    answers.end();
    return settings;
  }

  /** Takes the only value that is left, and says so where it is another than before. */
  private void take(Setting<?> setting, String text) throws SettingsException, IOException {
    Settings next = settings.with(setting.name(), text, AnswerReader.ORIGIN);
    if (!next.differingFrom(settings).isEmpty()) {
      settled = settling.settle(next);
      settings = next;
      answers.say(setting + ": " + setting.type().form().shown(text) + ", by the answers so far");
    }
  }

  private void ask(Question question) throws SettingsException, IOException {
    Setting<?> setting = question.setting();
    String usual = suggestions.usual(settings, setting);
    String prompt = Prompt.of(question, usual);
    while (true) {
      String answer = answers.next(setting.name(), prompt, Prompt.words(setting));
      if (answer.equals("?")) {
        Prompt.explain(setting).forEach(answers::say);
        continue;
      }
      try {
        accept(question, answer.isEmpty() ? usual : answer);
        return;
      } catch (SettingsException e) {
        answers.say(String.valueOf(e.getMessage()));
      }
    }
  }

  private void accept(Question question, String answer) throws SettingsException, IOException {
    Setting<?> setting = question.setting();
    // A value that is kept need not be allowed for a new model.
    String kept = settings.text(setting);
    String text = answer.equals(kept) ? kept : reader.read(question, answer);
    if (text.isEmpty() && !question.optional().test(settled)) {
      throw new SettingsException(setting + " must be " + setting.type().allowed());
    }
    Settings next =
        text.equals(kept) ? settings : settings.with(setting.name(), text, AnswerReader.ORIGIN);
    if (question.check() == Check.NONE) {
      settings = next;
      settled = next;
      return;
    }
    Settings fitting = atGrid(next);
    Settings whole = settling.settle(fitting);
    if (question.check() == Check.FACES && !text.isEmpty()) {
      answers.say(setting + ": " + faces(setting, whole) + " faces");
    }
    settings = fitting;
    settled = whole;
    if (!fitting.differingFrom(next).isEmpty()) {
      sayResolution();
    }
  }

  @SuppressWarnings("unchecked") // only settings of facesets have this check, and they are texts
  private static int faces(Setting<?> setting, Settings whole) throws SettingsException {
    return TrainingFaces.count(TrainingPlan.of(whole), (Setting<String>) setting);
  }

  private void sayResolution() {
    answers.say(
        "resolution must be a multiple of 32 for "
            + settings.get(ModelSettings.ARCHI)
            + ", takes "
            + settings.get(ModelSettings.RESOLUTION));
  }

  /** An answered resolution is taken down to what the architecture needs. */
  private static Settings atGrid(Settings asked) throws SettingsException {
    Setting<Integer> key = ModelSettings.RESOLUTION;
    if (!asked.origin(key).equals(AnswerReader.ORIGIN)) {
      return asked;
    }
    String archi = asked.get(ModelSettings.ARCHI).toLowerCase(Locale.ROOT);
    int dash = archi.indexOf('-');
    int grid = ModelSpec.grid(dash < 0 ? "" : archi.substring(dash));
    int down = asked.get(key) / grid * grid;
    return down == asked.get(key)
        ? asked
        : asked.with(key.name(), String.valueOf(down), AnswerReader.ORIGIN);
  }
}
