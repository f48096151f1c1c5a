package org.saehdbw.merging.filters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.parallel.Team;
import org.saehdbw.pictures.Affine;
import org.saehdbw.tensors.CounterRandom;

/** Quick ways of resampling give the bytes of the plain formula. */
class ResamplingTest {
  private static final int SIDE = 24;
  private static final Affine TURN = new Affine(0.6, -0.2, 3.1, 0.2, 0.6, -1.7);

  private static float[] noise(int count) {
    CounterRandom random = CounterRandom.of(4, "resampling", 0, 0);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble();
    }
    return values;
  }

  private static Planes picture(int channels) {
    Planes planes = new Planes().exact(SIDE, SIDE, channels);
    float[] values = noise(channels * SIDE * SIDE);
    for (int c = 0; c < channels; c++) {
      System.arraycopy(values, c * SIDE * SIDE, planes.plane(c), 0, SIDE * SIDE);
    }
    return planes;
  }

  @ParameterizedTest
  @CsvSource({"6, 24", "9, 36", "3, 12", "7, 10", "9, 18"})
  void rowsWithZerosAreEnlargedAsByTheFormula(int from, int to) {
    float[] plane = noise(from * from);
    for (int i = 0; i < plane.length; i++) {
      plane[i] = i % from == 0 || i / from < 2 || i % from > i / from ? 0 : plane[i];
    }
    float[][] across = new float[from][to];
    float[][] expected = new float[to][to];
    for (int y = 0; y < from; y++) {
      for (int x = 0; x < to; x++) {
        across[y][x] =
            formula(java.util.Arrays.copyOfRange(plane, y * from, y * from + from), x, to);
      }
    }
    for (int y = 0; y < to; y++) {
      for (int x = 0; x < to; x++) {
        float[] column = new float[from];
        for (int i = 0; i < from; i++) {
          column[i] = across[i][x];
        }
        expected[y][x] = formula(column, y, to);
      }
    }
    float[][] rows = new float[to][to];
    rows[0][0] = 7;
    Resize.cubic(from, from, to, to).toRows(plane, rows, Team.ALONE);
    assertThat(rows).isDeepEqualTo(expected);
  }

  private static float formula(float[] values, int at, int to) {
    float position = (float) ((at + 0.5) * ((double) values.length / to) - 0.5);
    int whole = (int) Math.floor(position);
    float[] weights = new float[4];
    CubicWeights.at(position - whole, weights, 0);
    float sum = 0;
    for (int k = 0; k < 4; k++) {
      sum += values[Math.max(0, Math.min(values.length - 1, whole - 1 + k))] * weights[k];
    }
    return sum;
  }

  @ParameterizedTest
  @CsvSource({"1, BLACK", "1, REPLICATE", "2, BLACK", "3, BLACK", "3, REPLICATE"})
  void aWarpWhereAMaskIsAboveZeroIsAPartOfTheWholeWarp(int channels, Warp.Border border) {
    Planes source = picture(channels);
    Planes whole = new Planes().exact(40, 30, channels).at(-3, 2);
    Warp.cubic(source, TURN, whole, border, null, Team.ALONE);
    float[] where = noise(whole.count());
    for (int i = 0; i < where.length; i++) {
      where[i] = Math.max(0, where[i] - 0.3f * (i / 40 % 4));
      for (int c = 0; c < channels; c++) {
        whole.plane(c)[i] = where[i] > 0 ? whole.plane(c)[i] : 0;
      }
    }
    Planes part = new Planes().exact(40, 30, channels).at(-3, 2);
    part.fill(5);
    try (Team team = new Team(3, "test")) {
      Warp.cubic(source, TURN, part, border, where, team);
    }
    assertThat(part.data()).isDeepEqualTo(whole.data());
  }

  @Test
  void aMaskOfRowsIsWarpedLikeAPlane() {
    Planes source = picture(1);
    float[][] rows = new float[SIDE][SIDE];
    for (int i = 0; i < source.count(); i++) {
      int x = i % SIDE;
      boolean inside = x > 4 && x < 20 && i / SIDE > 1 && i / SIDE < 23;
      source.plane(0)[i] = inside ? source.plane(0)[i] : 0;
      rows[i / SIDE][x] = source.plane(0)[i];
    }
    Planes expected = new Planes().exact(60, 50, 1).at(-9, -4);
    Warp.cubic(source, TURN, expected, Warp.Border.BLACK, null, Team.ALONE);
    Planes warped = new Planes().exact(60, 50, 1).at(-9, -4);
    warped.fill(5);
    new MaskWarp(rows, TURN, warped).rows(0, 50);
    assertThat(warped.plane(0)).usingComparatorWithPrecision(0f).containsExactly(expected.plane(0));
  }
}
