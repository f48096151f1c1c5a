package org.saehdbw.runs.queries;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One condition on runs, such as {@code held_out < 0.04} or {@code tag = film}.
 *
 * <ul>
 *   <li>{@code < <= > >=} compare numbers, and dates of {@code date}, {@code started} and {@code
 *       last_save}: {@code 2026-11-30} is the whole day, in UTC.
 *   <li>{@code =} and {@code !=} compare numbers as numbers and all else as text, whatever the case
 *       of its letters. {@code tag = film} holds where one of the tags is {@code film}.
 *   <li>{@code ~} holds where the text contains the value.
 * </ul>
 *
 * A run without the value never fits.
 *
 * @param key one of {@link RunKeys#known}
 * @param operator how it is compared
 * @param value with what, without quotation marks
 */
public record RunCondition(String key, Operator operator, String value) {
  private static final String FORM =
      "a condition must be KEY OPERATOR VALUE with an operator of < <= > >= = != ~, such as"
          + " 'held_out < 0.04'";
  private static final Pattern PARTS =
      Pattern.compile("(?s)\\s*([A-Za-z][\\w./-]*)\\s*(<=|>=|!=|==|=|<|>|~)(.*)");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,300}(\\.\\d{0,300})?|\\.\\d{1,300})([eE][+-]?\\d{1,4})?");
  private static final int MOST_SHOWN = 80;

  /** How a value is compared. */
  public enum Operator {
    LESS("<"),
    AT_MOST("<="),
    MORE(">"),
    AT_LEAST(">="),
    EQUAL("="),
    UNEQUAL("!="),
    CONTAINS("~");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    /** Returns the sign, such as {@code <=}. */
    public String sign() {
      return sign;
    }

    boolean isOfOrder() {
      return ordinal() < EQUAL.ordinal();
    }

    private boolean holds(int comparison) {
      return switch (this) {
        case LESS -> comparison < 0;
        case AT_MOST -> comparison <= 0;
        case MORE -> comparison > 0;
        case AT_LEAST -> comparison >= 0;
        case EQUAL -> comparison == 0;
        case UNEQUAL -> comparison != 0;
        case CONTAINS -> false;
      };
    }
  }

  /**
   * Checks what can be checked without runs.
   *
   * @throws IllegalArgumentException if an order is asked for of what is neither a number nor a
   *     date, or a date cannot be read
   */
  public RunCondition {
    if (RunKeys.DATES.contains(key)) {
      if (operator != Operator.CONTAINS) {
        DateSpan.parse(key, value);
      }
    } else if (operator.isOfOrder() && !isNumber(value)) {
      throw new IllegalArgumentException(
          key + " " + operator.sign() + " needs a number, got '" + shown(value) + "'");
    }
  }

  /**
   * Reads a condition.
   *
   * @param text such as {@code batch_size >= 4}; a value with blanks may be in quotation marks
   * @throws IllegalArgumentException if it is none
   */
  public static RunCondition parse(String text) {
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(FORM + ", got '" + shown(text) + "'");
    }
    String sign = parts.group(2).equals("==") ? "=" : parts.group(2);
    for (Operator operator : Operator.values()) {
      if (operator.sign.equals(sign)) {
        return new RunCondition(parts.group(1), operator, unquoted(parts.group(3).strip(), text));
      }
    }
    throw new IllegalArgumentException(FORM + ", got '" + shown(text) + "'");
  }

  private static String unquoted(String value, String text) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException(
          FORM + ", got '" + shown(text) + "'; write '' for an empty value");
    }
    char first = value.charAt(0);
    if (first != '\'' && first != '"') {
      return value;
    }
    if (value.length() < 2 || value.charAt(value.length() - 1) != first) {
      throw new IllegalArgumentException(
          "the quotation mark of a value must be closed, got '" + shown(text) + "'");
    }
    return value.substring(1, value.length() - 1);
  }

  static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  private static String shown(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() > MOST_SHOWN ? line.substring(0, MOST_SHOWN) + "..." : line;
  }

  /** Whether it holds of a run. */
  boolean test(RunFacts run) {
    Optional<?> found = RunKeys.value(run, key);
    if (found.isEmpty()) {
      return false;
    }
    if (found.get() instanceof List<?> several) {
      boolean isOne = several.stream().anyMatch(one -> isText(String.valueOf(one), positive()));
      return (operator == Operator.UNEQUAL) != isOne;
    }
    return test(found.get());
  }

  private Operator positive() {
    return operator == Operator.UNEQUAL ? Operator.EQUAL : operator;
  }

  private boolean test(Object found) {
    if (operator == Operator.CONTAINS) {
      return isText(String.valueOf(found), operator);
    }
    if (found instanceof Instant date) {
      return operator.holds(DateSpan.parse(key, value).compare(date));
    }
    if (found instanceof Number number && isNumber(value)) {
      // Minus zero is zero.
      double wanted = Double.parseDouble(value) + 0.0;
      return operator.holds(Double.compare(number.doubleValue() + 0.0, wanted));
    }
    return !operator.isOfOrder()
        && (operator == Operator.UNEQUAL) != isText(String.valueOf(found), Operator.EQUAL);
  }

  private boolean isText(String found, Operator how) {
    String lower = found.toLowerCase(Locale.ROOT);
    String wanted = value.toLowerCase(Locale.ROOT);
    return switch (how) {
      case CONTAINS -> lower.contains(wanted);
      case EQUAL -> lower.equals(wanted);
      default -> false;
    };
  }
}
