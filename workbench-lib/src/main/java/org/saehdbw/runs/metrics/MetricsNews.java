package org.saehdbw.runs.metrics;

import java.util.List;

/**
 * What a look at a growing {@code metrics.csv} found.
 *
 * @param rows those that came since the last look
 * @param point the same rows as one bucket
 * @param restarted whether everything that was read before is void: the file was cut, replaced, or
 *     grew by more than is told row by row
 */
public record MetricsNews(List<MetricsRow> rows, DownsampledMetrics point, boolean restarted) {
  /** Copies the rows. */
  public MetricsNews {
    rows = List.copyOf(rows);
  }

  /** Whether there is anything to tell. */
  public boolean isEmpty() {
    return rows.isEmpty() && !restarted;
  }
}
