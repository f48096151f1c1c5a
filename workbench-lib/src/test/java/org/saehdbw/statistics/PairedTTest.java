package org.saehdbw.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PairedTTest {
  /** Hours of sleep won with two drugs by the same ten people (Student, 1908). */
  private static final double[] FIRST = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};

  private static final double[] SECOND = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

  @Test
  void givesWhatIsPublishedForStudentsSleepers() {
    PairedT t = PairedT.of(FIRST, SECOND, 0.95);

    assertThat(t.mean()).isCloseTo(1.58, within(1e-12));
    assertThat(t.interval().low()).isCloseTo(0.7001142, within(1e-7));
    assertThat(t.interval().high()).isCloseTo(2.4598858, within(1e-7));
    assertThat(t.interval().level()).isEqualTo(0.95);
    assertThat(t.pValue()).isCloseTo(0.002833, within(5e-7));
    assertThat(t.degreesOfFreedom()).isEqualTo(9);
    assertThat(t.pairs()).isEqualTo(10);
  }

  @Test
  void equalDifferencesLeaveNoDoubt() {
    PairedT same = PairedT.of(new double[] {1, 2, 3}, new double[] {3, 4, 5}, 0.9);
    assertThat(same).isEqualTo(new PairedT(2, new Interval(2, 2, 0.9), 2, 0, 3));

    PairedT none = PairedT.of(new double[] {1, 2, 3}, new double[] {1, 2, 3}, 0.9);
    assertThat(none).isEqualTo(new PairedT(0, new Interval(0, 0, 0.9), 2, 1, 3));
  }

  @Test
  void refusesWhatItCannotPair() {
    assertThatThrownBy(() -> PairedT.of(new double[3], new double[2], 0.95))
        .hasMessage("a and b must be of one length, got 3 and 2");
    assertThatThrownBy(() -> PairedT.of(new double[1], new double[1], 0.95))
        .hasMessage("pairs must be at least 2, got 1");
    assertThatThrownBy(() -> PairedT.of(new double[] {1, Double.NaN}, new double[2], 0.95))
        .hasMessage("a must be finite numbers, got NaN at place 1");
    assertThatThrownBy(() -> PairedT.of(new double[2], new double[2], 95))
        .hasMessage("a level must be between 0 and 1, got 95.0");
  }
}
