package org.saehdbw.cli.asking;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.Settings;

/**
 * One question: a setting, and when and how it is asked. Immutable.
 *
 * @param setting what is asked; its group says whether it is asked again when a run is resumed
 * @param when whether it is asked, by the answers so far
 * @param given the only value that the answers so far leave; it is taken without asking
 * @param optional whether the answer may be empty, by the answers so far
 * @param step what whole numbers are taken to a multiple of; 1 for any
 * @param upwards whether they are taken to the next larger multiple, else to the next smaller one
 * @param check what is looked at once it is answered
 */
public record Question(
    Setting<?> setting,
    Predicate<Settings> when,
    Function<Settings, Optional<String>> given,
    Predicate<Settings> optional,
    int step,
    boolean upwards,
    Check check) {

  /** What is looked at after an answer. */
  public enum Check {
    /** Only the answer itself: what it must fit is asked later. */
    NONE,
    /** Whether all settings go together. */
    PLAN,
    /** Whether they go together, and the faceset can be opened. */
    FACES
  }

  static Question of(Setting<?> setting) {
    return new Question(
        setting, s -> true, s -> Optional.empty(), s -> false, 1, false, Check.PLAN);
  }

  Question when(Predicate<Settings> asked) {
    return new Question(setting, asked, given, optional, step, upwards, check);
  }

  Question given(Function<Settings, Optional<String>> only) {
    return new Question(setting, when, only, optional, step, upwards, check);
  }

  Question optionalWhen(Predicate<Settings> empty) {
    return new Question(setting, when, given, empty, step, upwards, check);
  }

  Question downTo(int multiple) {
    return new Question(setting, when, given, optional, multiple, false, check);
  }

  Question upTo(int multiple) {
    return new Question(setting, when, given, optional, multiple, true, check);
  }

  Question checkedAs(Check other) {
    return new Question(setting, when, given, optional, step, upwards, other);
  }

  /** Returns a whole number's text as the multiple that it is taken to, other text as it is. */
  String fitted(String text) {
    if (step == 1 || !text.matches("\\d+")) {
      return text;
    }
    int value = Integer.parseInt(text);
    int down = value / step * step;
    return String.valueOf(upwards && down < value ? down + step : down);
  }
}
