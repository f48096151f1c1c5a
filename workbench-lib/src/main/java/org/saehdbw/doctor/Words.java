package org.saehdbw.doctor;

import java.util.Locale;

/** Text with numbers, the same in every country. */
final class Words {
  private Words() {}

  static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
