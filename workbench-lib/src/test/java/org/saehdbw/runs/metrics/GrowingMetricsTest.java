package org.saehdbw.runs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowingMetricsTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() throws IOException {
    file = folder.resolve("metrics.csv");
    Files.writeString(
        file, "iteration,wall_clock_unix_s,step_ms,wait_ms,src_loss,dst_loss,lr_factor\r\n");
  }

  /** The src loss is the iteration, and 10 times that at each 1000th. */
  private void append(long first, long last) throws IOException {
    StringBuilder rows = new StringBuilder();
    for (long i = first; i <= last; i++) {
      rows.append(
          String.format(
              Locale.ROOT, "%d,1.000,10.000,0.100,%d,2.5,1.0\r\n", i, i % 1000 == 0 ? 10 * i : i));
    }
    Files.writeString(file, rows, StandardOpenOption.APPEND);
  }

  @Test
  void tellsOnlyWhatIsNew() throws IOException {
    GrowingMetrics metrics = new GrowingMetrics(file);
    append(1, 3);
    assertThat(metrics.poll().isEmpty()).as("the first look").isTrue();
    append(4, 6);
    Files.writeString(file, "7,1.0", StandardOpenOption.APPEND);
    MetricsNews news = metrics.poll();
    assertThat(news.rows()).extracting(MetricsRow::iteration).containsExactly(4L, 5L, 6L);
    assertThat(news.point().means(MetricsColumn.SRC_LOSS)).containsExactly(5);
    assertThat(news.point().lows(MetricsColumn.SRC_LOSS)).containsExactly(4);
    assertThat(news.point().highs(MetricsColumn.ITERATION)).containsExactly(6);
    assertThat(metrics.poll().isEmpty()).isTrue();
    assertThat(metrics.whole(1024).means(MetricsColumn.ITERATION))
        .containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void aCutFileBeginsAgainEvenIfItGrewBeyondItsOldEnd() throws IOException {
    GrowingMetrics metrics = new GrowingMetrics(file);
    append(1, 100);
    metrics.poll();
    String all = Files.readString(file);
    Files.writeString(file, all.substring(0, all.indexOf("\r\n98,") + 2));
    Files.writeString(file, "98,1.000,99.000,0.100,98,2.5,1.0\r\n", StandardOpenOption.APPEND);
    append(99, 120);
    assertThat(metrics.poll().restarted()).isTrue();
    assertThat(metrics.whole(1024).rows()).isEqualTo(120);
    assertThat(metrics.whole(1024).total(MetricsColumn.STEP)).isEqualTo(119 * 10 + 99);
    Files.delete(file);
    assertThat(metrics.poll().restarted()).isTrue();
    assertThat(metrics.whole(2).rows()).isZero();
  }

  /** 40,000 rows make buckets of 64: a range of 900 rows is read from the file instead. */
  @Test
  void aShortRangeOfALongRunIsReadInDetail() throws IOException {
    append(1, 40_000);
    GrowingMetrics metrics = new GrowingMetrics(file);
    metrics.poll();
    assertThat(metrics.whole(1024).rowsPerBucket()).isEqualTo(64);
    DownsampledMetrics detail = metrics.range(19_501, 20_400, 1024);
    assertThat(detail.rows()).isEqualTo(900);
    assertThat(detail.rowsPerBucket()).isEqualTo(1);
    assertThat(detail.means(MetricsColumn.ITERATION)).startsWith(19_501).endsWith(20_400);
    DownsampledMetrics thin = metrics.range(19_501, 20_400, 100);
    assertThat(thin.rowsPerBucket()).isEqualTo(16);
    assertThat(thin.highs(MetricsColumn.SRC_LOSS)).contains(200_000);
    assertThat(metrics.single(39_999, 50_000))
        .extracting(MetricsRow::iteration)
        .containsExactly(39_999L, 40_000L);
  }

  @Test
  void aLongRangeComesFromTheBuckets() throws IOException {
    append(1, 40_000);
    GrowingMetrics metrics = new GrowingMetrics(file);
    metrics.poll();
    DownsampledMetrics half = metrics.range(10_000, 30_000, 1024);
    assertThat(half.rowsPerBucket()).isEqualTo(64);
    assertThat(half.lows(MetricsColumn.ITERATION)[0]).isBetween(9_937.0, 10_000.0);
    double[] highs = half.highs(MetricsColumn.ITERATION);
    assertThat(highs[highs.length - 1]).isBetween(30_000.0, 30_063.0);
    assertThat(half.highs(MetricsColumn.SRC_LOSS)).contains(100_000, 200_000, 300_000);
  }

  @Test
  void joiningKeepsExtremesAndMeans() throws IOException {
    append(1, 10);
    GrowingMetrics metrics = new GrowingMetrics(file);
    metrics.poll();
    DownsampledMetrics thin = metrics.whole(3);
    assertThat(thin.rowsPerBucket()).isEqualTo(4);
    assertThat(thin.means(MetricsColumn.SRC_LOSS)).containsExactly(2.5, 6.5, 9.5);
    assertThat(thin.lows(MetricsColumn.SRC_LOSS)).containsExactly(1, 5, 9);
    assertThat(thin.highs(MetricsColumn.SRC_LOSS)).containsExactly(4, 8, 10);
    assertThat(metrics.whole(1024).rowsPerBucket()).as("the run itself is not joined").isEqualTo(1);
  }
}
