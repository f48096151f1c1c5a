package org.saehdbw.cli;

/** Text of users as a terminal may show it: without characters that move the cursor or colour. */
final class PlainLine {
  private static final String CUT = "...";

  private PlainLine() {}

  /** Returns a text of several lines with a question mark for each control character. */
  static String lines(String text) {
    return text.replace("\r\n", "\n").replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}&&[^\n\t]]", "?");
  }

  /** Returns a text as one line. */
  static String of(String text) {
    return lines(text).replaceAll("\\s*[\n\t]\\s*", " ");
  }

  /** Returns a text of at most so many letters; of a longer one the start and the end. */
  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int kept = Math.max(0, most - CUT.length());
    int tail = kept / 3;
    return text.substring(0, kept - tail) + CUT + text.substring(text.length() - tail);
  }
}
