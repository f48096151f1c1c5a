package org.saehdbw.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SummaryTest {
  @Test
  void theMedianOfAnEvenNumberIsTheMeanOfTheTwoMiddleOnes() {
    Summary even = Summary.of(30, 10, 40, 20);
    assertThat(even).isEqualTo(new Summary(4, 25, 25));
    assertThat(Summary.of(100, 1, 2, 10).median()).isCloseTo(6, within(1e-12));
    assertThat(Summary.of(100, 1, 2, 10).mean()).isCloseTo(28.25, within(1e-12));
  }

  @Test
  void theMedianOfAnOddNumberIsTheMiddleOne() {
    assertThat(Summary.of(List.of(9.0, 1.0, 2.0)).median()).isEqualTo(2);
    assertThat(Summary.of(DoubleStream.of(7)).median()).isEqualTo(7);
  }

  @Test
  void whatIsNotANumberIsLeftOut() {
    assertThat(Summary.of(Double.NaN, 1, 3)).isEqualTo(new Summary(2, 2, 2));
    assertThat(Summary.of(Double.NaN)).isEqualTo(new Summary(0, Double.NaN, Double.NaN));
    assertThat(Summary.of(List.of()).count()).isZero();
  }

  @Test
  void infiniteValuesAreValues() {
    double never = Double.POSITIVE_INFINITY;
    assertThat(Summary.of(never, 1, never, 3, 2).median()).isEqualTo(3);
    assertThat(Summary.of(never, 1, never, 2).median()).isEqualTo(never);
    assertThat(Summary.of(1, 2, never, 4).median()).isEqualTo(3);
  }

  @Test
  void theValuesKeepTheirOrder() {
    double[] values = {3, 1, 2};
    assertThat(Summary.of(values).median()).isEqualTo(2);
    assertThat(values).containsExactly(3, 1, 2);
  }
}
