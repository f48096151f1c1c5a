package org.saehdbw.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.saehdbw.bench.PageBenchmark.Open;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.StageTimes;

class PageTimesTest {
  private static MetricsRow row(long iteration, double wallClock, double millis) {
    return new MetricsRow(iteration, wallClock, millis, 0, 1, 1, 1, StageTimes.UNKNOWN);
  }

  @Test
  void aBlockWithPagesIsComparedWithTheOneBefore() {
    PageTimes times = new PageTimes();
    for (double closed : new double[] {100, 200}) {
      times.add(Open.NONE, List.of(row(1, 0, closed), row(2, 0, 900), row(3, 0, closed)));
      times.add(Open.ONE, List.of(row(4, 0, 1.5 * closed)));
    }
    times.delays(Open.ONE, new double[] {0.2, 0.4, 0.3});
    times.painted(80, 400);
    List<BenchRow> rows = times.rows();
    assertThat(rows.get(0))
        .isEqualTo(BenchRow.alone("an iteration, no page open", 150, "ms", 100, 200));
    assertThat(rows.get(1).name()).isEqualTo("an iteration, 1 page open");
    assertThat(rows.get(1).ratio()).isEqualTo(OptionalDouble.of(1.5));
    assertThat(rows.get(2).value()).isEqualTo(0.3);
    assertThat(rows.get(2).high()).isEqualTo(0.4);
    assertThat(rows).extracting(BenchRow::unit).containsExactly("ms", "ms", "s", "ms", "ms");
  }

  @Test
  void aPointStandsForTheIterationsBeforeIt() {
    double[] delays =
        PageBenchmark.delays(
            List.of(row(1, 10.0, 1), row(2, 10.25, 1), row(3, 10.5, 1)), Map.of(2L, 10_750L));
    assertThat(delays).containsExactly(new double[] {0.75, 0.5}, within(1e-9));
  }
}
