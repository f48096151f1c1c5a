package org.saehdbw.transfers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.saehdbw.tensors.CounterRandom;

class IdtRotationTest {
  @Test
  void turnsAreTurnsAndPointEverywhere() {
    double[] mean = new double[9];
    double[] square = new double[9];
    int n = 20_000;
    for (int k = 0; k < n; k++) {
      double[][] turn = Idt.rotation(CounterRandom.of(1, "turn", k, 0));
      double determinant = 0;
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          double dot = 0;
          for (int m = 0; m < 3; m++) {
            dot += turn[i][m] * turn[j][m];
          }
          assertThat(dot).isCloseTo(i == j ? 1 : 0, within(1e-12));
          mean[3 * i + j] += turn[i][j] / n;
          square[3 * i + j] += turn[i][j] * turn[i][j] / n;
        }
        determinant +=
            turn[0][i]
                * (turn[1][(i + 1) % 3] * turn[2][(i + 2) % 3]
                    - turn[1][(i + 2) % 3] * turn[2][(i + 1) % 3]);
      }
      assertThat(determinant).isCloseTo(1, within(1e-12));
    }
    for (int i = 0; i < 9; i++) {
      // A coordinate of a point anywhere on the sphere has mean 0 and mean square 1/3.
      assertThat(mean[i]).isCloseTo(0, within(0.015));
      assertThat(square[i]).isCloseTo(1 / 3.0, within(0.01));
    }
  }
}
