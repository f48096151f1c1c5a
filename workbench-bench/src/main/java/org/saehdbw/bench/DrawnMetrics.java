package org.saehdbw.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.saehdbw.runs.metrics.MetricsColumn;
import org.saehdbw.tensors.CounterRandom;

/** Metrics of an invented run, of any length. */
final class DrawnMetrics {
  private static final int THOUSAND = 1000;
  private static final int STAGES = 11;
  private static final long START_MILLIS = 1_700_000_000_000L;
  private static final int FLUSHED = 1 << 20;

  private DrawnMetrics() {}

  /**
   * Writes a file of the form of {@code metrics.csv}: falling losses, step times of 80 to 120 ms.
   *
   * @param seed files of different seeds differ in every row
   */
  static void write(Path file, int rows, int seed) throws IOException {
    CounterRandom random = CounterRandom.of(seed, "metrics", 0, 0);
    StringBuilder text =
        new StringBuilder(
            Arrays.stream(MetricsColumn.values())
                .map(MetricsColumn::header)
                .collect(Collectors.joining(",", "", "\r\n")));
    long clock = START_MILLIS;
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int row = 1; row <= rows; row++) {
        int stepMicros = 80_000 + random.nextInt(40_000);
        clock += stepMicros / THOUSAND;
        text.append(row).append(',');
        fixed(text, clock, 3);
        fixed(text, stepMicros, 3);
        fixed(text, random.nextInt(5000), 3);
        float loss =
            (float) (0.05 + Math.exp(-row / 20_000.0)) * (0.9f + 0.2f * random.nextFloat());
        text.append(loss).append(',').append(0.9f * loss).append(",1.0");
        for (int stage = 0; stage < STAGES; stage++) {
          text.append(',');
          fixed(text, random.nextInt(200_000), 4);
          text.setLength(text.length() - 1);
        }
        text.append(',');
        fixed(text, 8_000_000_000L / stepMicros, 3);
        fixed(text, 900_000 + random.nextInt(1000), 3);
        text.setLength(text.length() - 1);
        text.append("\r\n");
        if (text.length() > FLUSHED || row == rows) {
          out.write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
          text.setLength(0);
        }
      }
    }
  }

  /** Appends a whole number as one with so many digits after the point, and a comma. */
  private static void fixed(StringBuilder text, long value, int digits) {
    int start = text.length();
    text.append(value);
    while (text.length() - start <= digits) {
      text.insert(start, '0');
    }
    text.insert(text.length() - digits, '.').append(',');
  }
}
