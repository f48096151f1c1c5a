package org.saehdbw.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class PoseBinsTest {
  private static final PoseBins BINS = PoseBins.usual();

  @Test
  void yawRunsWithinRowsOfPitch() {
    assertThat(BINS.count()).isEqualTo(15);
    assertThat(BINS.bin(-80, -30)).isZero();
    assertThat(BINS.bin(0, -30)).isEqualTo(2);
    assertThat(BINS.bin(80, -30)).isEqualTo(4);
    assertThat(BINS.bin(0, 0)).isEqualTo(7);
    assertThat(BINS.bin(45, 10)).isEqualTo(14);
  }

  @Test
  void anAngleBelongsToTheBinThatItOpens() {
    assertThat(BINS.bin(-15.01, 0)).isEqualTo(6);
    assertThat(BINS.bin(-15, 0)).isEqualTo(7);
    assertThat(BINS.bin(14.99, 0)).isEqualTo(7);
    assertThat(BINS.bin(15, -10)).isEqualTo(8);
    assertThat(BINS.bin(15, -10.01)).isEqualTo(3);
  }

  @Test
  void namesSayTheRanges() {
    assertThat(BINS.names()).hasSize(15);
    assertThat(BINS.name(0)).isEqualTo("yaw below -45, pitch below -10");
    assertThat(BINS.name(7)).isEqualTo("yaw -15 to 15, pitch -10 to 10");
    assertThat(BINS.name(14)).isEqualTo("yaw from 45, pitch from 10");
    PoseBins one = new PoseBins(List.of(2.5), List.of());
    assertThat(one.names()).containsExactly("yaw below 2.5, pitch any", "yaw from 2.5, pitch any");
  }

  @Test
  void edgesAscend() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PoseBins(List.of(), List.of(10.0, 10.0)))
        .withMessage("pitch_degrees must ascend, got [10.0, 10.0]");
  }
}
