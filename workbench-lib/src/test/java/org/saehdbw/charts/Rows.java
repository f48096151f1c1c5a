package org.saehdbw.charts;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.saehdbw.runs.MetricsRow;

/** Metrics rows with losses worked out from the iteration. */
final class Rows {
  private Rows() {}

  /** 20 ms an iteration, 5 ms of it waiting; the dst loss is half the src loss. */
  static List<MetricsRow> of(int count, IntToDoubleFunction srcLoss) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            i ->
                new MetricsRow(
                    i,
                    1000 + 0.02 * i,
                    20,
                    5,
                    (float) srcLoss.applyAsDouble(i),
                    (float) srcLoss.applyAsDouble(i) / 2,
                    1))
        .toList();
  }
}
