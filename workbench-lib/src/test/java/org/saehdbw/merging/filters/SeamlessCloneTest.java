package org.saehdbw.merging.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.saehdbw.parallel.Team;

class SeamlessCloneTest {
  private static final int WIDTH = 40;
  private static final int HEIGHT = 30;

  private static Planes of(java.util.function.IntToDoubleFunction value) {
    Planes planes = new Planes().exact(WIDTH, HEIGHT, 1);
    for (int i = 0; i < planes.count(); i++) {
      planes.plane(0)[i] = (float) value.applyAsDouble(i);
    }
    return planes;
  }

  /** A block of ones. */
  private static float[] mask(int left, int top, int width, int height) {
    float[] mask = new float[WIDTH * HEIGHT];
    for (int i = 0; i < mask.length; i++) {
      int x = i % WIDTH;
      int y = i / WIDTH;
      mask[i] = x >= left && x < left + width && y >= top && y < top + height ? 1 : 0;
    }
    return mask;
  }

  private static Planes cloned(Planes face, Planes frame, float[] mask, boolean original) {
    Planes result = new Planes().copy(face);
    new SeamlessClone(original, WIDTH, HEIGHT).apply(result, frame, mask, 0.5f, Team.ALONE);
    return result;
  }

  @Test
  void oneUnknownIsSolvedByHand() {
    double[][] rows = {{8}};
    Poisson.solve(new double[][][] {rows}, Team.ALONE);
    assertThat(rows[0][0]).isCloseTo(-2, within(1e-12));
    // -4 a + b = 1 and a - 4 b = 1.
    double[][] two = {{1, 1}};
    Poisson.solve(new double[][][] {two}, Team.ALONE);
    assertThat(two[0]).containsExactly(new double[] {-1 / 3.0, -1 / 3.0}, within(1e-12));
  }

  @Test
  void theSolutionHasTheLaplacianThatWasAskedFor() {
    double[][] rows = new double[9][12];
    double[][] asked = new double[9][12];
    for (int i = 0; i < 108; i++) {
      rows[i / 12][i % 12] = Math.sin(i * 1.7) + i % 5;
      asked[i / 12][i % 12] = rows[i / 12][i % 12];
    }
    try (Team team = new Team(2, "test")) {
      Poisson.solve(new double[][][] {rows}, team);
    }
    for (int y = 0; y < 9; y++) {
      for (int x = 0; x < 12; x++) {
        double laplacian =
            at(rows, y - 1, x)
                + at(rows, y + 1, x)
                + at(rows, y, x - 1)
                + at(rows, y, x + 1)
                - 4 * rows[y][x];
        assertThat(laplacian).isCloseTo(asked[y][x], within(1e-10));
      }
    }
  }

  private static double at(double[][] rows, int y, int x) {
    return y < 0 || y >= rows.length || x < 0 || x >= rows[0].length ? 0 : rows[y][x];
  }

  @Test
  void aFaceThatDiffersByAConstantBecomesTheFrame() {
    Planes frame = of(i -> 0.3 + 0.004 * (i % WIDTH) + 0.2 * (i / WIDTH % 2));
    Planes face = of(i -> frame.plane(0)[i] + 0.15);
    Planes ours = cloned(face, frame, mask(8, 6, 20, 15), false);
    for (int i = 0; i < frame.count(); i++) {
      assertThat(ours.plane(0)[i]).isCloseTo(frame.plane(0)[i], within(1e-5f));
    }
    Planes theirs = cloned(face, frame, mask(8, 6, 20, 15), true);
    int levels = 0;
    for (int i = 0; i < frame.count(); i++) {
      float scaled = theirs.plane(0)[i] * 255;
      boolean whole = Math.abs(scaled - Math.round(scaled)) < 1e-3;
      int x = i % WIDTH;
      int y = i / WIDTH;
      levels += whole && x > 8 && x < 27 && y > 6 && y < 20 ? 1 : 0;
    }
    assertThat(levels).isEqualTo(18 * 13);
  }

  /** The library ignores the mask's first column, and the centre was computed with it. */
  @Test
  void aMaskAtTheFramesEdgeIsClonedInItsPlace() {
    Planes frame = of(i -> 0.5);
    int spot = 12 * WIDTH + 10;
    Planes face = of(i -> i == spot ? 0.9 : 0.5);
    assertThat(brightest(cloned(face, frame, mask(0, 4, 20, 18), false))).isEqualTo(spot);
    assertThat(brightest(cloned(face, frame, mask(0, 4, 20, 18), true))).isEqualTo(spot);
    assertThat(brightest(cloned(face, frame, mask(0, 4, 21, 18), false))).isEqualTo(spot);
    int theirs = brightest(cloned(face, frame, mask(0, 4, 21, 18), true));
    assertThat(theirs).isEqualTo(spot - 1);
  }

  private static int brightest(Planes picture) {
    int best = 0;
    for (int i = 0; i < picture.count(); i++) {
      best = picture.plane(0)[i] > picture.plane(0)[best] ? i : best;
    }
    return best;
  }

  @Test
  void masksTooSmallToSolveLeaveTheFrame() {
    Planes frame = of(i -> 0.25);
    for (int side = 0; side < 3; side++) {
      Planes result = cloned(of(i -> 0.75), frame, mask(10, 10, side, side), false);
      if (side > 0) {
        assertThat(result.plane(0)).isEqualTo(frame.plane(0));
      }
    }
  }
}
