package org.saehdbw.tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CounterRandomTest {
  @Test
  void sameAddressGivesSameDraws() {
    int[] first = bits(CounterRandom.of(7, "warp", 3, 1));
    int[] second = bits(CounterRandom.of(7, "warp", 3, 1));
    assertThat(first).isEqualTo(second);
    assertThat(first[0]).isNotEqualTo(first[1]);
  }

  @Test
  void everyPartOfTheAddressMatters() {
    int[] base = bits(CounterRandom.of(7, "warp", 3, 1));
    assertThat(bits(CounterRandom.of(8, "warp", 3, 1))).isNotEqualTo(base);
    assertThat(bits(CounterRandom.of(7, "flip", 3, 1))).isNotEqualTo(base);
    assertThat(bits(CounterRandom.of(7, "warp", 4, 1))).isNotEqualTo(base);
    assertThat(bits(CounterRandom.of(7, "warp", 3, 2))).isNotEqualTo(base);
  }

  @Test
  void uniformDrawsHaveTheRightMeanAndSpread() {
    CounterRandom random = CounterRandom.of(1, "mean", 0, 0);
    double sum = 0;
    double squares = 0;
    int n = 100_000;
    for (int i = 0; i < n; i++) {
      double x = random.nextDouble();
      assertThat(x).isBetween(0.0, Math.nextDown(1.0));
      sum += x;
      squares += x * x;
    }
    assertThat(sum / n).isBetween(0.495, 0.505);
    assertThat(squares / n - sum / n * sum / n).isBetween(0.0823, 0.0843);
  }

  @Test
  void normalDrawsHaveMeanZeroAndVarianceOne() {
    CounterRandom random = CounterRandom.of(1, "normal", 0, 0);
    double sum = 0;
    double squares = 0;
    int n = 100_000;
    for (int i = 0; i < n; i++) {
      double x = random.nextGaussian();
      sum += x;
      squares += x * x;
    }
    assertThat(sum / n).isBetween(-0.02, 0.02);
    assertThat(squares / n).isBetween(0.98, 1.02);
  }

  @Test
  void permutationHoldsEveryIndexOnce() {
    int[] order = CounterRandom.of(5, "shuffle", 0, 0).permutation(100);
    int[] sorted = order.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < 100; i++) {
      assertThat(sorted[i]).isEqualTo(i);
    }
    assertThat(order).isNotEqualTo(sorted);
  }

  @Test
  void refusesABoundBelowOne() {
    assertThatThrownBy(() -> CounterRandom.of(1, "x", 0, 0).nextInt(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bound must be at least 1, got 0");
  }

  private static int[] bits(CounterRandom random) {
    int[] bits = new int[9];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = random.nextBits();
    }
    return bits;
  }
}
