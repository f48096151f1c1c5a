package org.saehdbw.runs.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.files.AtomicFile;

class DownsampledMetricsTest {
  private static final int LONG = 5000;

  @TempDir private Path root;
  private Path file;
  private Path cache;

  @BeforeEach
  void nameTheFiles() {
    file = root.resolve("metrics.csv");
    cache = root.resolve("metrics.cache");
  }

  @Test
  void columnsAreThoseOfTheFile() {
    assertThat(
            Arrays.stream(MetricsColumn.values())
                .map(MetricsColumn::header)
                .collect(Collectors.joining(",")))
        .isEqualTo(MetricsRow.HEADER);
    assertThat(MetricsColumn.named("step_ms")).contains(MetricsColumn.STEP);
    assertThat(MetricsColumn.named("step")).isEmpty();
  }

  @Test
  void aShortFileKeepsEveryRowAndNeedsNoCache() throws IOException {
    append(1, 3);
    DownsampledMetrics thin = DownsampledMetrics.read(file);

    assertThat(thin.rows()).isEqualTo(3);
    assertThat(thin.rowsPerBucket()).isEqualTo(1);
    assertThat(thin.means(MetricsColumn.ITERATION)).containsExactly(1, 2, 3);
    assertThat(thin.means(MetricsColumn.SRC_LOSS)).containsExactly(2, 4, 6);
    assertThat(thin.means(MetricsColumn.DST_LOSS))
        .containsExactly(Double.NaN, Double.NaN, Double.NaN);
    assertThat(thin.lows(MetricsColumn.ASSEMBLE))
        .containsExactly(Double.NaN, Double.NaN, Double.NaN);
    assertThat(thin.seconds()).containsExactly(new double[] {0.05, 0.15, 0.25}, within(1e-12));
    assertThat(thin.curve(MetricsColumn.SRC_LOSS).x()).containsExactly(1, 2, 3);
    assertThat(thin.curveOverSeconds(MetricsColumn.SRC_LOSS).at(0.2)).isCloseTo(5, within(1e-12));
    assertThatThrownBy(() -> thin.curve(MetricsColumn.DST_LOSS))
        .hasMessage("a curve needs a known value, but dst_loss has none in 3 rows");
    assertThat(cache).doesNotExist();
  }

  /** 5,000 rows make 625 buckets of 8: rows 1 to 8 have the src losses 2, 4, ..., 16. */
  @Test
  void aLongFileIsThinnedToMeanLeastAndLargest() throws IOException {
    append(1, LONG);
    DownsampledMetrics thin = DownsampledMetrics.read(file);

    assertThat(thin.rows()).isEqualTo(LONG);
    assertThat(thin.rowsPerBucket()).isEqualTo(8);
    assertThat(thin.means(MetricsColumn.SRC_LOSS)).hasSize(625).startsWith(9).endsWith(9993);
    assertThat(thin.lows(MetricsColumn.SRC_LOSS)).startsWith(2, 18).endsWith(9986);
    assertThat(thin.highs(MetricsColumn.SRC_LOSS)).startsWith(16, 32).endsWith(10_000);
    assertThat(cache).exists();
    assertSame(DownsampledMetrics.read(file), thin);
  }

  @Test
  void theCacheIsReadInsteadOfTheRows() throws IOException {
    append(1, LONG);
    DownsampledMetrics thin = DownsampledMetrics.read(file);
    FileTime time = Files.getLastModifiedTime(file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] = 'x';
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, time);

    assertSame(DownsampledMetrics.read(file), thin);
    Files.setLastModifiedTime(file, FileTime.fromMillis(time.toMillis() + 1000));
    assertThat(DownsampledMetrics.read(file).damagedLines())
        .as("a later time: read anew")
        .isEqualTo(1);
  }

  @Test
  void rowsThatCameLaterAreReadAlone() throws IOException {
    append(1, LONG);
    DownsampledMetrics.read(file);
    byte[] kept = Files.readAllBytes(cache);
    append(LONG + 1, LONG + 10);
    Files.writeString(file, "5011,17", StandardOpenOption.APPEND);

    DownsampledMetrics thin = DownsampledMetrics.read(file);
    assertThat(thin.rows()).isEqualTo(LONG + 10);
    assertThat(thin.highs(MetricsColumn.SRC_LOSS)).endsWith(10_020);
    assertThat(cache).as("ten rows are not worth a new one").hasBinaryContent(kept);
    Files.delete(cache);
    assertSame(DownsampledMetrics.read(file), thin);
  }

  @Test
  void aFileThatWasCutAndGrewAgainIsReadAnew() throws IOException {
    append(1, LONG);
    DownsampledMetrics.read(file);
    MetricsWriter.cutAfter(file, LONG - 5);
    try (MetricsWriter writer = MetricsWriter.open(file)) {
      for (int i = LONG - 4; i <= LONG + 20; i++) {
        writer.write(row(i, 7));
      }
    }

    DownsampledMetrics thin = DownsampledMetrics.read(file);
    assertThat(thin.rows()).isEqualTo(LONG + 20);
    assertThat(thin.highs(MetricsColumn.SRC_LOSS)).endsWith(7, 7);
  }

  @Test
  void whatIsTornForeignOrOldIsPassedOver() throws IOException {
    append(1, LONG);
    DownsampledMetrics thin = DownsampledMetrics.read(file);
    byte[] good = Files.readAllBytes(cache);
    for (int length : new int[] {0, 4, 8, 15, 16, 40, 56, 57, 80, good.length - 1}) {
      Files.write(cache, Arrays.copyOf(good, length));
      assertSame(DownsampledMetrics.read(file), thin);
      assertThat(cache).hasBinaryContent(good);
    }
    for (int place : new int[] {0, 8, 12, 16, 30, 45, 50, 60, good.length - 1}) {
      byte[] bad = good.clone();
      bad[place] ^= 1;
      Files.write(cache, bad);
      assertSame(DownsampledMetrics.read(file), thin);
      assertThat(cache).as("byte %d", place).hasBinaryContent(good);
    }
    Files.writeString(cache, "somebody else's notes");
    assertSame(DownsampledMetrics.read(file), thin);
    assertThat(Arrays.copyOf(good, 8)).asString().isEqualTo("SAEHMETR");
  }

  @Test
  void aFolderThatCannotBeWrittenStillReads() throws IOException {
    append(1, LONG);
    // A folder in the file's place fails for root too, who may write anywhere.
    Files.writeString(Files.createDirectory(AtomicFile.aside(cache)).resolve("full"), "");
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      assertThat(DownsampledMetrics.read(file).rows()).isEqualTo(LONG);
      assertThat(cache).doesNotExist();
    } finally {
      Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void damagedLinesAreCountedAndMissingFilesAreEmpty() throws IOException {
    Files.writeString(file, "who,knows\r\n1,2\r\n");
    append(1, 2);
    DownsampledMetrics thin = DownsampledMetrics.read(file);
    assertThat(thin.damagedLines()).isEqualTo(2);
    assertThat(thin.rows()).isEqualTo(2);

    List<DownsampledMetrics> all =
        DownsampledMetrics.readAll(List.of(root.resolve("none.csv"), file));
    assertThat(all).extracting(DownsampledMetrics::rows).containsExactly(0L, 2L);
    assertThatThrownBy(() -> DownsampledMetrics.readAll(List.of(root)))
        .isInstanceOf(IOException.class);
  }

  private void append(int from, int to) throws IOException {
    try (MetricsWriter writer = MetricsWriter.open(file)) {
      for (int i = from; i <= to; i++) {
        writer.write(row(i, 2 * i));
      }
    }
  }

  private static MetricsRow row(int iteration, float srcLoss) {
    StageTimes stages = new StageTimes(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, Double.NaN);
    return new MetricsRow(iteration, 1_700_000_000.5, 100, 1, srcLoss, Float.NaN, 1, stages);
  }

  private static void assertSame(DownsampledMetrics got, DownsampledMetrics expected) {
    assertThat(got.rows()).isEqualTo(expected.rows());
    for (MetricsColumn column : MetricsColumn.values()) {
      assertThat(got.means(column)).isEqualTo(expected.means(column));
      assertThat(got.lows(column)).isEqualTo(expected.lows(column));
      assertThat(got.highs(column)).isEqualTo(expected.highs(column));
    }
  }
}
