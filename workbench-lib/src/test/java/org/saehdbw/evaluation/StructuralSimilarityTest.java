package org.saehdbw.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

class StructuralSimilarityTest {
  private static double[] picture(int side, DoubleBinaryOperator value) {
    double[] picture = new double[side * side];
    for (int i = 0; i < picture.length; i++) {
      picture[i] = value.applyAsDouble(i % side, i / side);
    }
    return picture;
  }

  private static double waves(double x, double y) {
    return 0.5 + 0.3 * Math.sin(0.7 * x + 0.3 * y);
  }

  /**
   * Expected values: a plain program in another language that sums each window of 121 weights in
   * two dimensions, variances about the windows' means.
   */
  @Test
  void hasTheValuesOfTheDirectSum() {
    double[] a = picture(13, StructuralSimilarityTest::waves);
    double[] b =
        picture(
            13,
            (x, y) -> 0.45 + 0.25 * Math.sin(0.7 * x + 0.35 * y + 0.2) + 0.05 * Math.cos(1.9 * x));
    double[] expected = {
      0.8766534121422095, 0.9077637043819999, 0.8726446404410034,
      0.8919209124982695, 0.8980273254136344, 0.8217397450544921,
      0.896481206197438, 0.8702462484771979, 0.7530000161135552
    };
    double[] map = new StructuralSimilarity(13).map(a, b);
    assertThat(map).hasSize(9);
    for (int i = 0; i < expected.length; i++) {
      assertThat(map[i]).isCloseTo(expected[i], within(1e-11));
    }
  }

  @Test
  void isOneOfEqualPictures() {
    double[] a = picture(16, StructuralSimilarityTest::waves);
    assertThat(new StructuralSimilarity(16).map(a, a)).hasSize(36).containsOnly(1.0);
  }

  @Test
  void ofFlatPicturesOnlyTheLevelsCount() {
    double[] map =
        new StructuralSimilarity(11).map(picture(11, (x, y) -> 0.5), picture(11, (x, y) -> 0.6));
    // (2 * 0.5 * 0.6 + C1) / (0.25 + 0.36 + C1); variances are nothing.
    assertThat(map[0]).isCloseTo(0.6001 / 0.6101, within(1e-10));
  }

  @Test
  void ofANegativeItIsBelowZero() {
    double[] a = picture(11, (x, y) -> (x + y) % 2);
    double[] b = Arrays.stream(a).map(value -> 1 - value).toArray();
    // Means very nearly 1/2, variances 1/4, covariance -1/4.
    assertThat(new StructuralSimilarity(11).map(a, b)[0])
        .isCloseTo((-0.5 + 9e-4) / (0.5 + 9e-4), within(1e-6));
  }

  @Test
  void needsRoomForItsWindow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StructuralSimilarity(10))
        .withMessage("structural similarity needs pictures of at least 11 pixels, got 10");
  }
}
