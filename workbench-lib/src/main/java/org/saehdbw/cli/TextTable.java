package org.saehdbw.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Columns of text: the first to the left, the others to the right unless they are named. */
final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();
  private Set<String> left = Set.of();

  TextTable(String... head) {
    rows.add(List.of(head));
  }

  /** Sets columns to the left too, by their heads. */
  TextTable left(String... heads) {
    left = Set.of(heads);
    return this;
  }

  TextTable row(String... cells) {
    rows.add(Arrays.asList(cells));
    return this;
  }

  @Override
  public String toString() {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String space = " ".repeat(widths[i] - row.get(i).length());
        boolean toLeft = i == 0 || left.contains(rows.get(0).get(i));
        line.append(i == 0 ? "" : "  ").append(toLeft ? row.get(i) + space : space + row.get(i));
      }
      text.append(text.isEmpty() ? "" : "\n").append(line.toString().stripTrailing());
    }
    return text.toString();
  }
}
