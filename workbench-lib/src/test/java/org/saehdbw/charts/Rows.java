package org.saehdbw.charts;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.StageTimes;

/** Metrics rows with losses worked out from the iteration. */
final class Rows {
  /** 0.5 ms copy, 12 compute, 2 optimizer, 0.25 save, 0.125 preview; 1 to 6 ms of the loader. */
  static final StageTimes STAGES = new StageTimes(0.5, 12, 2, 0.25, 0.125, 1, 2, 3, 4, 5, 6);

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
                    1,
                    STAGES))
        .toList();
  }
}
