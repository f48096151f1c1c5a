package org.saehdbw.runs.metrics;

import java.util.List;

/**
 * Rows read from {@code metrics.csv}.
 *
 * @param rows the rows that could be read, in the file's order
 * @param damage one line for each that could not, with its number and what is wrong; a last line
 *     that is still being written is none
 * @param restarted whether the rows begin at the file's start again, because it was cut
 */
public record MetricsTable(List<MetricsRow> rows, List<String> damage, boolean restarted) {
  /** Copies the lists. */
  public MetricsTable {
    rows = List.copyOf(rows);
    damage = List.copyOf(damage);
  }
}
