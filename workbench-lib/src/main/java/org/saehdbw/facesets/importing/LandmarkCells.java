package org.saehdbw.facesets.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Splits a line of a table of points: which separator it uses is found from the line. */
final class LandmarkCells {
  private static final Pattern COMMAS = Pattern.compile("\\s*,\\s*");
  private static final Pattern SEMICOLONS = Pattern.compile("\\s*;\\s*");
  private static final Pattern TABS = Pattern.compile("\\t");
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final Pattern DECIMAL_COMMA = Pattern.compile("[-+]?\\d+,\\d+");

  /** Columns between tabs: there a comma can only be a decimal one. */
  private static final Pattern DECIMAL_COMMAS =
      Pattern.compile("[-+]?\\d+(,\\d+)?(\\t[-+]?\\d+(,\\d+)?){1,9}");

  private LandmarkCells() {}

  /** Returns the cells, without quotes, with decimal points where a comma can only be decimal. */
  static String[] of(String line) {
    String text = line.replaceFirst("[,;]\\s*$", "");
    if (text.indexOf(';') >= 0) {
      return numbers(SEMICOLONS.split(text, -1), true);
    }
    if (DECIMAL_COMMAS.matcher(text).matches()) {
      return numbers(TABS.split(text, -1), true);
    }
    if (text.indexOf('"') >= 0) {
      return numbers(quoted(text), true);
    }
    return numbers((text.indexOf(',') >= 0 ? COMMAS : SPACES).split(text, -1), false);
  }

  /** Splits at the commas, or where there are none at the spaces, outside of quotes. */
  private static String[] quoted(String text) {
    List<String> cells = new ArrayList<>();
    boolean inside = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      inside ^= c == '"';
      if (!inside && c == ',') {
        cells.add(text.substring(start, i));
        start = i + 1;
      }
    }
    cells.add(text.substring(start));
    return cells.size() == 1 ? SPACES.split(text, -1) : cells.toArray(String[]::new);
  }

  /** Takes quotes and decimal commas off. */
  private static String[] numbers(String[] cells, boolean decimalCommas) {
    for (int i = 0; i < cells.length; i++) {
      String cell = unquoted(cells[i].strip());
      boolean comma = decimalCommas && DECIMAL_COMMA.matcher(cell).matches();
      cells[i] = comma ? cell.replace(',', '.') : cell;
    }
    return cells;
  }

  private static String unquoted(String cell) {
    return cell.length() > 1 && cell.startsWith("\"") && cell.endsWith("\"")
        ? cell.substring(1, cell.length() - 1).strip()
        : cell;
  }
}
