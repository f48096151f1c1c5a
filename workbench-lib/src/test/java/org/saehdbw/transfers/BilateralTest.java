package org.saehdbw.transfers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.parallel.Team;
import org.saehdbw.tensors.CounterRandom;

class BilateralTest {
  private static final int WIDTH = 31;
  private static final int HEIGHT = 28;

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void isTheMeanByPlaceAndValueOnAnyNumberOfThreads(int channels) {
    CounterRandom random = CounterRandom.of(6, "bilateral", 0, 0);
    float[][] planes = new float[channels][WIDTH * HEIGHT];
    for (float[] plane : planes) {
      for (int i = 0; i < plane.length; i++) {
        plane[i] = (float) (20 * random.nextDouble() + (i % WIDTH > 15 ? 10 : 0));
      }
    }
    float[][] filtered = Bilateral.filter(planes, WIDTH, HEIGHT, Team.ALONE);
    try (Team team = new Team(3, "test")) {
      assertThat(Bilateral.filter(planes, WIDTH, HEIGHT, team)).isDeepEqualTo(filtered);
    }
    for (int at : new int[] {0, 30, 14 * WIDTH + 15, 14 * WIDTH + 16, WIDTH * HEIGHT - 1}) {
      for (int c = 0; c < channels; c++) {
        assertThat(filtered[c][at]).isCloseTo((float) mean(planes, c, at), within(2e-3f));
      }
    }
  }

  private static double mean(float[][] planes, int channel, int at) {
    double sum = 0;
    double all = 0;
    for (int dy = -24; dy <= 24; dy++) {
      for (int dx = -24; dx <= 24; dx++) {
        if (dx * dx + dy * dy > 24 * 24) {
          continue;
        }
        int tap = reflected(at / WIDTH + dy, HEIGHT) * WIDTH + reflected(at % WIDTH + dx, WIDTH);
        double d = 0;
        for (float[] plane : planes) {
          d += Math.abs(plane[tap] - plane[at]);
        }
        double weight = Math.exp(-(dx * dx + dy * dy) / 512.0 - d * d / 50);
        sum += weight * planes[channel][tap];
        all += weight;
      }
    }
    return sum / all;
  }

  private static int reflected(int at, int size) {
    int inside = Math.abs(at);
    return inside < size ? inside : 2 * (size - 1) - inside;
  }
}
