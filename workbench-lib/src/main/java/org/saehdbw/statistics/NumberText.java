package org.saehdbw.statistics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as sentences print them. */
public final class NumberText {
  private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.HALF_UP);
  private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_UP);

  private NumberText() {}

  /** One digit after the point, as in 4.0; where that prints 0 for something, two that count. */
  static String text(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    boolean hidden = value != 0 && Double.parseDouble(text) == 0;
    return hidden ? new BigDecimal(value).round(TWO_DIGITS).toPlainString() : text;
  }

  /** Four digits that count at most, without zeros at the end, as in 95 and 97.5. */
  public static String shortest(double value) {
    return new BigDecimal(value).round(FOUR_DIGITS).stripTrailingZeros().toPlainString();
  }
}
