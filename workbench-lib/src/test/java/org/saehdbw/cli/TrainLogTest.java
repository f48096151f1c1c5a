package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.StageTimes;

class TrainLogTest {
  private static String line(long iteration, double millis) {
    MetricsRow row = new MetricsRow(iteration, 0, millis, 0, 1, 1, 1, StageTimes.UNKNOWN);
    return new DeepFaceLabLine().text(row, 2.65041, 2.46889, 1).substring("[21:54:11]".length());
  }

  @Test
  void hasDeepFaceLabsForm() {
    assertThat(line(27222, 1050.2)).isEqualTo("[#027222][1050ms][2.6504][2.4689]");
    assertThat(line(1, 85)).isEqualTo("[#000001][0085ms][2.6504][2.4689]");
    assertThat(line(1234567, 12345.6)).isEqualTo("[#1234567][12.34s][2.6504][2.4689]");
    assertThat(line(5, 100_120)).isEqualTo("[#000005][100.1s][2.6504][2.4689]");
  }
}
