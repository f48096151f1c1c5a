package org.saehdbw.merging.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.parallel.Team;
import org.saehdbw.tensors.CounterRandom;

/** Filters of the mask against the plain formulas, with any part of the mask filled. */
class MaskFiltersTest {
  private static float[][] spot(int width, int height, int left, int top, int size) {
    CounterRandom random = CounterRandom.of(4, "spot", left, top);
    float[][] rows = new float[height][width];
    for (int y = Math.max(0, top); y < Math.min(height, top + size); y++) {
      for (int x = Math.max(0, left); x < Math.min(width, left + size); x++) {
        rows[y][x] = random.nextFloat() - 0.1f;
      }
    }
    return rows;
  }

  private static float at(float[][] rows, int y, int x) {
    return y < 0 || y >= rows.length || x < 0 || x >= rows[0].length ? 0 : rows[y][x];
  }

  private static float[][] copy(float[][] rows) {
    return Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6, 7, 20})
  void erosionAndDilationTakeTheExtremeUnderTheElement(int size) {
    int reach = size / 2;
    for (int place : new int[] {-5, 12, 60}) {
      float[][] rows = spot(70, 50, place, place / 2, 25);
      float[][] eroded = copy(rows);
      float[][] dilated = copy(rows);
      Ellipse ellipse = new Ellipse(size);
      try (Team team = new Team(2, "test")) {
        ellipse.erode(eroded, team);
        ellipse.dilate(dilated, team);
      }
      for (int y = 0; y < 50; y++) {
        for (int x = 0; x < 70; x++) {
          float least = Float.MAX_VALUE;
          float most = -Float.MAX_VALUE;
          for (int i = 0; i < size; i++) {
            int q = (int) Math.rint(Math.sqrt(reach * reach - (i - reach) * (i - reach)));
            for (int j = Math.max(reach - q, 0); j <= Math.min(reach + q, size - 1); j++) {
              float value = at(rows, y + i - reach, x + j - reach);
              least = Math.min(least, value);
              most = Math.max(most, value);
            }
          }
          if (eroded[y][x] != least || dilated[y][x] != most) {
            assertThat(new float[] {eroded[y][x], dilated[y][x]})
                .as("row %d, column %d", y, x)
                .containsExactly(least, most);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 9, 31})
  void theBlurIsAGaussianWithZeroOutside(int size) {
    float[] half = GaussBlur.weights(size);
    double sum = half[0];
    for (int i = 1; i < half.length; i++) {
      sum += 2 * half[i];
    }
    assertThat(sum).isCloseTo(1, within(1e-6));
    for (int place : new int[] {-5, 12, 60}) {
      float[][] rows = spot(70, 50, place, place / 2, 25);
      float[][] blurred = copy(rows);
      new GaussBlur(size).apply(blurred, Team.ALONE);
      double farthest = 0;
      for (int y = 0; y < 50; y++) {
        for (int x = 0; x < 70; x++) {
          double value = 0;
          for (int dy = 1 - half.length; dy < half.length; dy++) {
            for (int dx = 1 - half.length; dx < half.length; dx++) {
              value += half[Math.abs(dy)] * half[Math.abs(dx)] * (double) at(rows, y + dy, x + dx);
            }
          }
          farthest = Math.max(farthest, Math.abs(value - blurred[y][x]));
        }
      }
      assertThat(farthest).isLessThan(2e-6);
    }
  }

  @Test
  void fewColoursAreTheMeansOfBoxes() {
    int[] two = {0x102030, 0x122030, 0xF0E0D0, 0xF0E0D2};
    assertThat(MedianCut.reduce(two, 2)).containsExactly(0x112030, 0x112030, 0xF0E0D1, 0xF0E0D1);
    assertThat(MedianCut.reduce(two, 256)).containsExactly(two);
    // From the top, the first box takes values until it has more than half: 202, 200 and 14, whose
    // mean is 138.7. Of the two means, 14 is nearer to the other one.
    assertThat(MedianCut.reduce(new int[] {10, 12, 14, 200, 202}, 2))
        .containsExactly(11, 11, 11, 139, 139);
  }
}
