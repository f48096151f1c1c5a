package org.saehdbw.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a setting's text becomes a value.
 *
 * @param <T> the type of the value
 * @param parser reads stripped text; throws {@link IllegalArgumentException} for what is not
 *     allowed
 * @param printer the inverse of the parser
 * @param allowed what is allowed, as it follows "must be"
 * @param form its range or words, for a dialogue
 */
public record SettingType<T>(
    Parser<T> parser, Function<T, String> printer, String allowed, SettingForm form) {

  /** Reads one value from text. */
  public interface Parser<T> {
    /**
     * Returns the value.
     *
     * @throws IllegalArgumentException if the text is not allowed
     */
    T parse(String text);
  }

  /** Text is not allowed for a reason that says more than what is allowed. */
  public static final class Refused extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** With the whole reason. */
    public Refused(String reason) {
      super(reason);
    }

    /** With the reason of an exception. */
    public Refused(SettingsException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /** Whole numbers from {@code low} to {@code high}, both allowed. */
  public static SettingType<Integer> integer(int low, int high) {
    String allowed =
        high == Integer.MAX_VALUE
            ? "a whole number of at least " + low
            : "a whole number from " + low + " to " + high;
    return new SettingType<>(
        text -> {
          int value = Integer.parseInt(text);
          require(value >= low && value <= high);
          return value;
        },
        String::valueOf,
        allowed,
        new SettingForm.Whole(low, high, false));
  }

  /**
   * Whole numbers from {@code low} to {@code high}, both allowed, or 0.
   *
   * @param low at least 2
   */
  public static SettingType<Integer> integerOrZero(int low, int high) {
    return new SettingType<>(
        text -> {
          int value = Integer.parseInt(text);
          require(value == 0 || (value >= low && value <= high));
          return value;
        },
        String::valueOf,
        "0 or a whole number from " + low + " to " + high,
        new SettingForm.Whole(low, high, true));
  }

  /** Whole numbers of 64 bits. */
  public static SettingType<Long> longInteger() {
    return new SettingType<>(
        Long::parseLong,
        String::valueOf,
        "a whole number",
        new SettingForm.Whole(Long.MIN_VALUE, Long.MAX_VALUE, false));
  }

  /** Numbers from {@code low} to {@code high}, both allowed. */
  public static SettingType<Double> number(double low, double high) {
    return new SettingType<>(
        text -> {
          double value = Double.parseDouble(text);
          require(value >= low && value <= high);
          return value;
        },
        String::valueOf,
        "a number from " + trim(low) + " to " + trim(high),
        new SettingForm.Decimal(low, high));
  }

  /** true or false, also written y, n, yes, no, 1 and 0. */
  public static SettingType<Boolean> bool() {
    return new SettingType<>(
        text ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "true", "y", "yes", "1" -> true;
              case "false", "n", "no", "0" -> false;
              default -> throw new IllegalArgumentException(text);
            },
        String::valueOf,
        "true or false (y/n and 1/0 are understood)",
        new SettingForm.Switch());
  }

  /**
   * One of a few values by its word, in any letter case.
   *
   * @param values what is allowed, an enum's constants say
   * @param word a value's word; it has no capital letters
   */
  public static <E> SettingType<E> words(List<E> values, Function<E, String> word) {
    return new SettingType<>(
        text -> {
          String wanted = text.toLowerCase(Locale.ROOT);
          return values.stream()
              .filter(value -> word.apply(value).equals(wanted))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException(text));
        },
        word,
        "one of " + values.stream().map(word).collect(Collectors.joining(", ")),
        new SettingForm.Words(values.stream().map(word).toList()));
  }

  /** Any text. */
  public static SettingType<String> text(String allowed) {
    return new SettingType<>(text -> text, text -> text, allowed, new SettingForm.Text());
  }

  /** A path of this system's form; empty text is allowed. */
  public static SettingType<String> path(String allowed) {
    return new SettingType<>(
        text -> Path.of(text).toString(), text -> text, allowed, new SettingForm.Text());
  }

  /** Text that a pattern matches whole; empty text is allowed. */
  public static SettingType<String> pattern(String regex, String allowed) {
    return new SettingType<>(
        text -> {
          require(text.isEmpty() || text.matches(regex));
          return text;
        },
        text -> text,
        allowed,
        new SettingForm.Text());
  }

  static void require(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException();
    }
  }

  private static String trim(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }
}
