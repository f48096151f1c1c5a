package org.saehdbw.training.narrowing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ChannelChoiceTest {
  @Test
  void choosesThoseThatGiveTheOthers() {
    // The first channel is half the second, the third its own: {0 or 1, 2} give all.
    Matrix moment = new Matrix(3, 3, new double[] {1, 2, 0, 2, 4, 0, 0, 0, 1});
    ChannelChoice choice = ChannelChoice.greedy(moment, Matrix.identity(3), 2);
    assertThat(choice.chosen()).hasSize(2).contains(2);
    double half = choice.chosen().get(0) == 1 ? 0.5 : 1;
    assertThat(choice.decode().values())
        .containsExactly(new double[] {half, 2 * half, 0, 0, 0, 1}, within(1e-7));
    assertThat(choice.kept(moment, Matrix.identity(3))).isCloseTo(1, within(1e-7));
  }

  @Test
  void takesTheOneThatTheWeightsSee() {
    Matrix moment = new Matrix(2, 2, new double[] {4, 0, 0, 1});
    Matrix weight = new Matrix(2, 2, new double[] {1, 0, 0, 9});
    ChannelChoice choice = ChannelChoice.greedy(moment, weight, 1);
    assertThat(choice.chosen()).containsExactly(1);
    // 9 of 4 + 9.
    assertThat(choice.kept(moment, weight)).isCloseTo(9 / 13.0, within(1e-7));
  }

  @Test
  void estimatesTheOthersByLeastSquares() {
    // The best estimate of b from a is E[ab] / E[a²] = 3 / 4, which leaves 5 / 2 - 9 / 4.
    Matrix moment = new Matrix(2, 2, new double[] {4, 3, 3, 2.5});
    ChannelChoice choice = ChannelChoice.greedy(moment, Matrix.identity(2), 1);
    assertThat(choice.chosen()).containsExactly(0);
    assertThat(choice.decode().values()).containsExactly(new double[] {1, 0.75}, within(1e-12));
    double left = 2.5 - 9 / 4.0;
    assertThat(choice.kept(moment, Matrix.identity(2))).isCloseTo(1 - left / 6.5, within(1e-7));
  }

  @Test
  void silentChannelsComeLastAndGiveNothing() {
    Matrix moment = new Matrix(3, 3, new double[] {0, 0, 0, 0, 1, 0, 0, 0, 0});
    ChannelChoice choice = ChannelChoice.greedy(moment, Matrix.identity(3), 2);
    assertThat(choice.chosen()).containsExactly(0, 1);
    assertThat(choice.decode().values()).containsExactly(0, 0, 0, 0, 1, 0);
    assertThat(choice.kept(moment, Matrix.identity(3))).isEqualTo(1);
  }
}
