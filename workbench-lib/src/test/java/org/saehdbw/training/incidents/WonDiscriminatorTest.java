package org.saehdbw.training.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Blocks of two iterations; near zero is below 0.05. */
class WonDiscriminatorTest {
  private final WonDiscriminator discriminator = new WonDiscriminator(10, 1);

  /** Returns the blocks after which it had won. */
  private List<Integer> wonAfter(double[] own, double[] adversarial) {
    List<Integer> won = new ArrayList<>();
    for (int block = 0; block < own.length; block++) {
      assertThat(discriminator.add(own[block] - 0.01, adversarial[block] + 1)).isEmpty();
      if (discriminator.add(own[block] + 0.01, adversarial[block] - 1).isPresent()) {
        won.add(block + 1);
      }
    }
    return won;
  }

  @Test
  void hasWonAfterFiveBlocksNearZeroWhileTheModelsLossRises() {
    double[] own = {0.04, 0.04, 0.04, 0.04, 0.04, 0.04};
    assertThat(wonAfter(own, new double[] {5, 6, 7, 8, 9, 10})).containsExactly(5, 6);
  }

  @Test
  void tellsTheMeansOfTheLastBlock() {
    for (int i = 1; i < 10; i++) {
      assertThat(discriminator.add(0.01 * (i % 2), i)).isEmpty();
    }
    assertThat(discriminator.add(0.03, 12)).contains(new WonDiscriminator.Finding(0.02, 10.5));
  }

  @Test
  void aBlockThatIsNotNearZeroBeginsAgain() {
    double[] own = {0.04, 0.04, 0.05, 0.04, 0.04, 0.04, 0.04, 0.04};
    assertThat(wonAfter(own, new double[] {1, 2, 3, 4, 5, 6, 7, 8})).containsExactly(8);
  }

  @Test
  void aBlockInWhichTheModelGainsIsTheFirstOfANewSeries() {
    double[] own = {0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01};
    assertThat(wonAfter(own, new double[] {1, 2, 2, 3, 4, 5, 6})).containsExactly(7);
  }

  @Test
  void continuesFromItsStateAtAnyIteration() {
    for (int restored = 0; restored < 10; restored++) {
      WonDiscriminator one = new WonDiscriminator(10, 1);
      for (int i = 0; i < 10; i++) {
        if (i == restored) {
          Map<String, Double> state = one.state();
          one = new WonDiscriminator(10, 1);
          one.restore(state);
        }
        assertThat(one.add(0.01, i).isPresent()).as("iteration %d", i).isEqualTo(i == 9);
      }
    }
  }

  @Test
  void fewerIterationsThanBlocksAreOneEach() {
    WonDiscriminator quick = new WonDiscriminator(1, 1);
    for (int i = 0; i < 4; i++) {
      assertThat(quick.add(0, i)).isEmpty();
    }
    assertThat(quick.add(0, 4)).isPresent();
  }
}
