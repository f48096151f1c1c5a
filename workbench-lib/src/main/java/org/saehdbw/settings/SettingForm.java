package org.saehdbw.settings;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * The form of a setting's values: what a dialogue shows beside its name, and to which value it
 * takes a number that is out of range. Files and words of a command are never taken to a range.
 */
public sealed interface SettingForm {
  /** The range or the words, short; empty where any text is allowed. */
  String range();

  /**
   * Returns the nearest allowed number for a number that is out of range.
   *
   * @param text an answer that is not allowed
   * @return empty if it is not a number, or if there is no nearest one
   */
  default Optional<String> nearest(String text) {
    return Optional.empty();
  }

  /** Returns a value's text as a dialogue shows it. */
  default String shown(String text) {
    return text;
  }

  /** Yes or no. */
  record Switch() implements SettingForm {
    @Override
    public String range() {
      return "y/n";
    }

    @Override
    public String shown(String text) {
      return SettingType.bool().parser().parse(text) ? "y" : "n";
    }
  }

  /**
   * Whole numbers from {@code low} to {@code high}, both allowed.
   *
   * @param orZero whether 0 is allowed although it is below {@code low}
   */
  record Whole(long low, long high, boolean orZero) implements SettingForm {
    @Override
    public String range() {
      String range =
          high == Integer.MAX_VALUE || high == Long.MAX_VALUE
              ? "at least " + low
              : low + " to " + high;
      return orZero ? range + ", or 0" : range;
    }

    @Override
    public Optional<String> nearest(String text) {
      if (!text.matches("[-+]?\\d+")) {
        return Optional.empty();
      }
      BigInteger number = new BigInteger(text.replaceFirst("^\\+", ""));
      BigInteger nearest = number.max(BigInteger.valueOf(low)).min(BigInteger.valueOf(high));
      return Optional.of(nearest.toString());
    }
  }

  /** Numbers from {@code low} to {@code high}, both allowed. */
  record Decimal(double low, double high) implements SettingForm {
    @Override
    public String range() {
      return plain(low) + " to " + plain(high);
    }

    @Override
    public Optional<String> nearest(String text) {
      try {
        BigDecimal number = new BigDecimal(text);
        BigDecimal nearest = number.max(BigDecimal.valueOf(low)).min(BigDecimal.valueOf(high));
        return Optional.of(plain(nearest.doubleValue()));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }

    @Override
    public String shown(String text) {
      return plain(Double.parseDouble(text));
    }

    /** A number as people write it: 5 for 5.0, 0.0001 for 1.0E-4. */
    static String plain(double number) {
      return number == 0 ? "0" : BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
  }

  /**
   * One of a few words.
   *
   * @param words all of them
   */
  record Words(List<String> words) implements SettingForm {
    @Override
    public String range() {
      return String.join(", ", words);
    }
  }

  /** Text. */
  record Text() implements SettingForm {
    @Override
    public String range() {
      return "";
    }
  }
}
