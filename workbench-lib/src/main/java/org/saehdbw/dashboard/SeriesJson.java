package org.saehdbw.dashboard;

import java.util.List;
import java.util.Locale;
import org.saehdbw.dashboard.answers.Json;
import org.saehdbw.runs.metrics.DownsampledMetrics;
import org.saehdbw.runs.metrics.MetricsColumn;

/**
 * Thinned metrics as the page draws them: for each column the mean of each bucket, and of losses,
 * step times and memory the least and the largest value too.
 */
final class SeriesJson {
  private static final List<MetricsColumn> WITH_BAND =
      List.of(
          MetricsColumn.SRC_LOSS,
          MetricsColumn.DST_LOSS,
          MetricsColumn.STEP,
          MetricsColumn.RESIDENT);
  private static final List<MetricsColumn> MEANS =
      List.of(
          MetricsColumn.WAIT,
          MetricsColumn.LR_FACTOR,
          MetricsColumn.COPY,
          MetricsColumn.COMPUTE,
          MetricsColumn.OPTIMIZER,
          MetricsColumn.SAVE,
          MetricsColumn.PREVIEW,
          MetricsColumn.SAMPLES);

  private SeriesJson() {}

  static Json of(DownsampledMetrics metrics) {
    double[] iterations = metrics.highs(MetricsColumn.ITERATION);
    long[] whole = new long[iterations.length];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = (long) iterations[i];
    }
    Json json =
        new Json()
            .put("rows", metrics.rows())
            .put("rows_per_point", metrics.rowsPerBucket())
            .put("iteration", whole);
    for (MetricsColumn column : WITH_BAND) {
      json.put(
          name(column),
          new Json()
              .put("low", Json.numbers(metrics.lows(column)))
              .put("mean", Json.numbers(metrics.means(column)))
              .put("high", Json.numbers(metrics.highs(column))));
    }
    for (MetricsColumn column : MEANS) {
      json.put(name(column), Json.numbers(metrics.means(column)));
    }
    return json;
  }

  /** Both losses alone, for a small picture of a run. */
  static Json sparkline(DownsampledMetrics metrics) {
    return new Json()
        .put("src_loss", Json.numbers(metrics.means(MetricsColumn.SRC_LOSS)))
        .put("dst_loss", Json.numbers(metrics.means(MetricsColumn.DST_LOSS)));
  }

  private static String name(MetricsColumn column) {
    return column.header().toLowerCase(Locale.ROOT);
  }
}
