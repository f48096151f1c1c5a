package org.saehdbw.facesets.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EdgeBlurTest {
  private static final int SIDE = 192;

  /** A disc has edges of every direction; blurred by a Gaussian its edge has that sigma. */
  @ParameterizedTest
  @CsvSource({"0.8, 200", "0.8, 20", "1.5, 200", "1.5, 40", "3, 120"})
  void findsTheSigmaOfABlurredDiscAtAnyContrast(double sigma, double contrast) {
    EdgeBlur blur = measure(disc(sigma, sigma, contrast));
    assertThat(blur.pixels()).isCloseTo(sigma, within(0.15 * sigma));
    assertThat(blur.motion()).isLessThan(0.6 * sigma);
  }

  @Test
  void findsBlurInOneDirection() {
    EdgeBlur blur = measure(along(along(square(150), 3, 1), 0.8, SIDE));
    assertThat(blur.widest()).isCloseTo(3, within(0.2));
    assertThat(blur.narrowest()).isCloseTo(0.8, within(0.1));
    // sqrt(9 - 0.64) = 2.89
    assertThat(blur.motion()).isCloseTo(2.89, within(0.2));
  }

  @Test
  void aPictureWithoutEdgesHasNone() {
    assertThat(measure(new float[SIDE * SIDE]))
        .isEqualTo(new EdgeBlur(EdgeBlur.NO_EDGES, EdgeBlur.NO_EDGES, EdgeBlur.NO_EDGES));
  }

  @Test
  void onlyEdgesInsideCount() {
    float[] sharp = disc(0.8, 0.8, 200);
    boolean[] outside = new boolean[SIDE * SIDE];
    Arrays.fill(outside, 0, 10 * SIDE, true);
    assertThat(EdgeBlur.of(sharp, outside, SIDE).pixels()).isEqualTo(EdgeBlur.NO_EDGES);
  }

  private static EdgeBlur measure(float[] values) {
    boolean[] all = new boolean[values.length];
    Arrays.fill(all, true);
    return EdgeBlur.of(values, all, SIDE);
  }

  /** A disc drawn eight times finer and averaged, then blurred along each axis. */
  private static float[] disc(double sigmaX, double sigmaY, double contrast) {
    int finer = 8;
    float[] values = new float[SIDE * SIDE];
    for (int i = 0; i < SIDE * SIDE * finer * finer; i++) {
      int x = i % (SIDE * finer);
      int y = i / (SIDE * finer);
      double apart = Math.hypot((x + 0.5) / finer - SIDE / 2.0, (y + 0.5) / finer - SIDE / 2.0);
      if (apart < 60) {
        values[y / finer * SIDE + x / finer] += (float) (contrast / (finer * finer));
      }
    }
    return along(along(values, sigmaX, 1), sigmaY, SIDE);
  }

  /** Its edges run along the axes only. */
  private static float[] square(float contrast) {
    float[] values = new float[SIDE * SIDE];
    for (int y = 50; y < 140; y++) {
      Arrays.fill(values, y * SIDE + 50, y * SIDE + 140, contrast);
    }
    return values;
  }

  private static float[] along(float[] values, double sigma, int step) {
    float[] result = new float[values.length];
    int reach = (int) Math.ceil(5 * sigma);
    for (int i = 0; i < values.length; i++) {
      int at = step == 1 ? i % SIDE : i / SIDE;
      double sum = 0;
      double weights = 0;
      for (int d = -reach; d <= reach; d++) {
        int there = Math.max(0, Math.min(SIDE - 1, at + d));
        double weight = Math.exp(-d * d / (2 * sigma * sigma));
        sum += weight * values[i + (there - at) * step];
        weights += weight;
      }
      result[i] = (float) (sum / weights);
    }
    return result;
  }
}
