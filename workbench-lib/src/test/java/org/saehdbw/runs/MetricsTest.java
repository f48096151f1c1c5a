package org.saehdbw.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.runs.metrics.DownsampledMetrics;
import org.saehdbw.runs.metrics.MetricsColumn;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.MetricsTable;
import org.saehdbw.runs.metrics.MetricsTail;
import org.saehdbw.runs.metrics.MetricsWriter;
import org.saehdbw.runs.metrics.StageTimes;

class MetricsTest {
  private static final String STAGES =
      "0.5000,480.0000,12.0000,0.0000,7.0000,1.0000,0.2500,0.0000,2.0000,3.0000,,";
  private static final String METERS = "7.805,955.250";

  @TempDir private Path root;
  private Path file;

  static MetricsRow row(long iteration) {
    return new MetricsRow(
        iteration,
        1_700_000_000.125,
        512.5,
        1.25,
        0.1f * iteration,
        Float.NaN,
        0.99996f,
        new StageTimes(0.5, 480, 12, 0, 7, 1, 0.25, 0, 2, 3, Double.NaN),
        7.805,
        955.25);
  }

  @BeforeEach
  void nameTheFile() {
    file = root.resolve("metrics.csv");
  }

  private void writeRows(int from, int to) throws IOException {
    try (MetricsWriter writer = MetricsWriter.open(file)) {
      for (int i = from; i <= to; i++) {
        writer.write(row(i));
      }
    }
  }

  private static List<MetricsRow> rows(int from, int to) {
    List<MetricsRow> rows = new ArrayList<>();
    for (int i = from; i <= to; i++) {
      rows.add(row(i));
    }
    return rows;
  }

  @Test
  void fileIsAsWrittenDown() throws IOException {
    writeRows(1, 2);
    assertThat(Files.readString(file).split("\r\n", -1))
        .containsExactly(
            "iteration,wall_clock_unix_s,step_ms,wait_ms,src_loss,dst_loss,lr_factor,"
                + "copy_ms,compute_ms,optimizer_ms,save_ms,preview_ms,decode_ms_per_sample,"
                + "gray_ms_per_sample,transfer_ms_per_sample,warp_ms_per_sample,"
                + "masks_ms_per_sample,assemble_ms_per_sample,samples_s,resident_mib",
            "1,1700000000.125,512.500,1.250,0.1,NaN,0.99996," + STAGES + METERS,
            "2,1700000000.125,512.500,1.250,0.2,NaN,0.99996," + STAGES + METERS,
            "");
    assertThat(MetricsReader.readAll(file))
        .isEqualTo(new MetricsTable(rows(1, 2), List.of(), false));
  }

  @Test
  void filesFromBeforeStagesWereMeasuredAreReadAndGoOn() throws IOException {
    String row = "1,1700000000.125,512.500,1.250,0.1,NaN,0.99996";
    Files.writeString(
        file,
        "iteration,wall_clock_unix_s,step_ms,wait_ms,src_loss,dst_loss,lr_factor\r\n"
            + row
            + "\r\n");
    MetricsTable table = MetricsReader.readAll(file);
    assertThat(table.damage()).isEmpty();
    assertThat(table.rows().get(0).stages()).isEqualTo(StageTimes.UNKNOWN);
    MetricsWriter.cutAfter(file, 1);
    writeRows(2, 2);
    assertThat(Files.readAllLines(file).get(1)).isEqualTo(row + ",,,,,,,,,,,,,");
    assertThat(MetricsReader.readAll(file).rows()).containsExactly(table.rows().get(0), row(2));
  }

  @Test
  void filesFromBeforeSamplesAndMemoryWereMeasuredAreReadAndGoOn() throws IOException {
    String stages = STAGES.substring(0, STAGES.length() - 1);
    String row = "1,1700000000.125,512.500,1.250,0.1,NaN,0.99996," + stages;
    Files.writeString(
        file,
        "iteration,wall_clock_unix_s,step_ms,wait_ms,src_loss,dst_loss,lr_factor,copy_ms,"
            + "compute_ms,optimizer_ms,save_ms,preview_ms,decode_ms_per_sample,"
            + "gray_ms_per_sample,transfer_ms_per_sample,warp_ms_per_sample,"
            + "masks_ms_per_sample,assemble_ms_per_sample\r\n"
            + row
            + "\r\n");
    MetricsTable table = MetricsReader.readAll(file);
    assertThat(table.damage()).isEmpty();
    assertThat(table.rows().get(0).stages()).isEqualTo(row(1).stages());
    assertThat(table.rows().get(0).samplesPerSecond()).isNaN();
    assertThat(table.rows().get(0).residentMib()).isNaN();
    assertThat(MetricsReader.last(file)).contains(table.rows().get(0));
    MetricsWriter.cutAfter(file, 1);
    writeRows(2, 2);
    assertThat(Files.readAllLines(file).get(1)).isEqualTo(row + ",,");
    assertThat(MetricsReader.readAll(file).rows()).containsExactly(table.rows().get(0), row(2));
    assertThat(DownsampledMetrics.read(file).means(MetricsColumn.RESIDENT))
        .containsExactly(Double.NaN, 955.25);
  }

  @Test
  void tornLastLineWaitsAndDamagedOnesAreNamed() throws IOException {
    writeRows(1, 1);
    Files.writeString(file, "2,half\r\n", StandardOpenOption.APPEND);
    writeRows(3, 3);
    Files.writeString(file, "4,1700000000.125,51", StandardOpenOption.APPEND);
    MetricsReader reader = new MetricsReader(file);
    MetricsTable table = reader.poll();
    assertThat(table.rows()).containsExactly(row(1), row(3));
    assertThat(table.damage()).containsExactly(file + " line 3: is not a row of numbers: 2,half");
    assertThat(MetricsReader.last(file)).contains(row(3));
    Files.writeString(
        file, "2.500,1.250,0.4,NaN,0.99996," + STAGES + METERS + "\r\n", StandardOpenOption.APPEND);
    assertThat(reader.poll().rows()).containsExactly(row(4));
  }

  @Test
  void intactRowsBeforeADamagedTailAreRead() throws IOException {
    writeRows(1, 30);
    long whole = Files.size(file);
    for (int nul : new int[] {1, 4096, 5000, 300_000}) {
      try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(whole);
      }
      Files.write(file, new byte[nul], StandardOpenOption.APPEND);
      MetricsTail tail = MetricsTail.read(file);
      assertThat(tail.lastRow()).contains(row(30));
      assertThat(tail.damage())
          .contains(
              file
                  + ": the end is damaged, "
                  + nul
                  + " NUL bytes, as a power cut leaves them; train --resume removes it");
      assertThat(MetricsReader.last(file)).contains(row(30));
      assertThat(MetricsReader.readAll(file).rows()).isEqualTo(rows(1, 30));
    }
    Files.writeString(file, "\r\n31,x\r\n32,17", StandardOpenOption.APPEND);
    assertThat(MetricsTail.read(file).lastRow()).contains(row(30));
    assertThat(MetricsReader.readAll(file).damage())
        .containsExactly(
            file
                + " line 32: is not a row of numbers: 300000 NUL bytes, as a power cut leaves them",
            file + " line 33: is not a row of numbers: 31,x");
    assertThat(MetricsWriter.cutAfter(file, 30)).isEqualTo(2);
    assertThat(MetricsTail.read(file).damage()).isEmpty();
    Files.write(file, new byte[9000]);
    assertThat(MetricsTail.read(file).lastRow()).isEmpty();
    assertThat(MetricsTail.read(file).damage())
        .contains(
            file
                + ": all of it is damaged, 9000 NUL bytes, as a power cut leaves them; train"
                + " --resume removes it");
    Files.writeString(file, "");
    assertThat(MetricsTail.read(file))
        .isEqualTo(new MetricsTail(Optional.empty(), Optional.empty()));
  }

  @Test
  void cutDropsRowsBeyondTheCheckpointAndReadersBeginAnew() throws IOException {
    assertThat(MetricsWriter.cutAfter(file, 5)).isZero();
    writeRows(1, 9);
    Files.writeString(file, "10,17", StandardOpenOption.APPEND);
    MetricsReader reader = new MetricsReader(file);
    assertThat(reader.poll().rows()).hasSize(9);
    assertThat(MetricsWriter.cutAfter(file, 6)).isEqualTo(3);
    writeRows(7, 12);
    MetricsTable again = reader.poll();
    assertThat(again.restarted()).isTrue();
    assertThat(again.rows()).isEqualTo(rows(1, 12));
    assertThat(again.damage()).isEmpty();
  }

  @Test
  void lastRowOfALongFileAndOfNone() throws IOException {
    assertThat(MetricsReader.last(file)).isEmpty();
    writeRows(1, 0);
    assertThat(MetricsReader.last(file)).isEmpty();
    writeRows(1, 500);
    assertThat(MetricsReader.last(file)).contains(row(500));
    assertThat(MetricsReader.readAll(file).rows()).isEqualTo(rows(1, 500));
  }

  @Test
  void aReaderBesideTheWriterSeesEveryRowOnceAndInOrder() throws Exception {
    int count = 3000;
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              try {
                writeRows(1, count);
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    MetricsReader reader = new MetricsReader(file);
    List<MetricsRow> seen = new ArrayList<>();
    boolean done = false;
    while (!done) {
      done = writer.isDone();
      MetricsTable part = reader.poll();
      assertThat(part.damage()).isEmpty();
      assertThat(part.restarted()).isFalse();
      seen.addAll(part.rows());
    }
    writer.get();
    assertThat(seen).isEqualTo(rows(1, count));
  }

  @Test
  void whatAnotherProgramDidNotWriteDownStaysEmpty() throws IOException {
    List<MetricsRow> rows =
        List.of(MetricsRow.ofLosses(7, 0.5f, 0.25f), MetricsRow.ofLosses(8, 1, Float.NaN));
    MetricsWriter.writeAll(file, rows);
    assertThat(Files.readAllLines(file).subList(1, 3))
        .containsExactly("7,,,,0.5,0.25,,,,,,,,,,,,,,", "8,,,,1.0,NaN,,,,,,,,,,,,,,");
    assertThat(MetricsReader.readAll(file)).isEqualTo(new MetricsTable(rows, List.of(), false));
    Files.writeString(file, ",,,,1,1,,,,,,,,,,,,\r\n", StandardOpenOption.APPEND);
    assertThat(MetricsReader.readAll(file).damage()).hasSize(1);
    assertThat(DownsampledMetrics.read(file).means(MetricsColumn.SRC_LOSS)).startsWith(0.5);
    assertThat(DownsampledMetrics.read(file).means(MetricsColumn.STEP)).startsWith(Double.NaN);
    assertThat(MetricsWriter.cutAfter(file, 7)).isEqualTo(2);
  }
}
