package org.saehdbw.statistics.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.saehdbw.statistics.PairedT;
import org.saehdbw.tensors.CounterRandom;

class BoundariesTest {
  private static final Looks LOOKS = Looks.of(5, 3, 15);
  private static final int CASES = 20_000;

  @Test
  void looksEndAtTheMostSeeds() {
    assertThat(Looks.of(5, 3, 15).seeds()).containsExactly(5, 8, 11, 14, 15);
    assertThat(Looks.of(5, 2, 5).seeds()).containsExactly(5);
    assertThatThrownBy(() -> Looks.of(5, 2, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "looks need at least one seed more each time, and a most that is not below the first,"
                + " got first 5, add 2, most 4");
  }

  @Test
  void oneLookIsAnOrdinaryTest() {
    Boundaries one = Boundaries.of(Looks.of(7, 1, 7), Spending.OBRIEN_FLEMING, 0.05);
    assertThat(one.level(0)).isCloseTo(0.05, within(1e-12));
  }

  /** By draws, of which the recursion knows nothing. */
  @ParameterizedTest
  @EnumSource
  void equalPointsCrossByEachLookAsOftenAsIsSpent(Spending spending) {
    Boundaries boundaries = Boundaries.of(LOOKS, spending, 0.05);
    int[] crossed = new int[LOOKS.count()];
    for (int i = 0; i < CASES; i++) {
      CounterRandom random = CounterRandom.of(11, "boundaries", i, 0);
      double[] all = new double[LOOKS.most()];
      for (int j = 0; j < all.length; j++) {
        all[j] = random.nextGaussian();
      }
      boolean done = false;
      for (int look = 0; look < crossed.length; look++) {
        int n = LOOKS.seeds().get(look);
        double[] here = Arrays.copyOf(all, n);
        done |= PairedT.of(new double[n], here, 0.95).pValue() < boundaries.level(look);
        crossed[look] += done ? 1 : 0;
      }
    }
    for (int look = 0; look < crossed.length; look++) {
      double spent = spending.spent(0.05, LOOKS.share(look));
      double error = Math.sqrt(spent * (1 - spent) / CASES);
      assertThat((double) crossed[look] / CASES).isCloseTo(spent, within(3 * error));
    }
  }

  @Test
  void whatIsSpentAtOneLookIsAtMostTheLevelOfItsTest() {
    Boundaries boundaries = Boundaries.of(LOOKS, Spending.OBRIEN_FLEMING, 0.01);
    double before = 0;
    for (int look = 0; look < LOOKS.count(); look++) {
      double spent = Spending.OBRIEN_FLEMING.spent(0.01, LOOKS.share(look));
      assertThat(boundaries.level(look)).isBetween((spent - before) * 0.97, 0.01);
      before = spent;
    }
  }
}
