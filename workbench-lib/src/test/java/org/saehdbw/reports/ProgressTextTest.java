package org.saehdbw.reports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressTextTest {
  @Test
  void hasHowFarHowFastAndWhatIsLeft() {
    assertThat(ProgressText.of("faces read", 3000, 40_000, 4))
        .isEqualTo("faces read: 3000 of 40000, 750/s, 49 s left");
    assertThat(ProgressText.of("frames merged", 10, 400, 4))
        .isEqualTo("frames merged: 10 of 400, 2.5/s, 2.6 min left");
    assertThat(ProgressText.of("stages measured", 1, 3, 4))
        .isEqualTo("stages measured: 1 of 3, 4.0 s each, 8 s left");
    assertThat(ProgressText.of("faces read", 0, 40_000, 4)).isEqualTo("faces read: 0 of 40000");
  }
}
