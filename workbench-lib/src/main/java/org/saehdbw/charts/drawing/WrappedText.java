package org.saehdbw.charts.drawing;

import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import org.saehdbw.charts.vectors.ChartFont;

/** Breaks a text into lines that fit a width: between words, or in a word that is too long. */
final class WrappedText {
  private WrappedText() {}

  static double width(String text, Font font) {
    return font.getStringBounds(text, ChartFont.context()).getWidth();
  }

  /** Returns the lines, at least one. */
  static List<String> lines(String text, Font font, double room) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.split(" ", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (width(longer, font) <= room) {
        line = longer;
        continue;
      }
      if (!line.isEmpty()) {
        lines.add(line);
      }
      line = word;
      while (width(line, font) > room && line.length() > 1) {
        int end = fitting(line, font, room);
        lines.add(line.substring(0, end));
        line = line.substring(end);
      }
    }
    lines.add(line);
    return lines;
  }

  /** Returns how many letters fit; behind a hyphen or another sign where there is one. */
  private static int fitting(String word, Font font, double room) {
    int end = word.length() - 1;
    while (end > 1 && width(word.substring(0, end), font) > room) {
      end--;
    }
    for (int place = end; place > end / 2; place--) {
      if (!Character.isLetterOrDigit(word.charAt(place - 1))) {
        return place;
      }
    }
    return end;
  }
}
