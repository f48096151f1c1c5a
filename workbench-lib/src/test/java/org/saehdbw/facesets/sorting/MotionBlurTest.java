package org.saehdbw.facesets.sorting;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.saehdbw.pictures.Picture;
import org.saehdbw.tensors.CounterRandom;

class MotionBlurTest {
  @Test
  void aFlatPictureHasNone() {
    assertThat(MotionBlur.of(SortFixtures.gray(3, 2, 9, 9, 9, 9, 9, 9))).isZero();
  }

  @Test
  void isTheVarianceOfBothSecondDerivativesSmoothedAcross() {
    CounterRandom random = CounterRandom.of(5, "motion", 0, 0);
    for (int channels : new int[] {1, 3}) {
      byte[] pixels = new byte[14 * 13 * channels];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (byte) random.nextInt(256);
      }
      Picture picture = new Picture(14, 13, channels, pixels);
      assertThat(MotionBlur.of(picture))
          .isCloseTo(literal(picture), Percentage.withPercentage(1e-3));
    }
  }

  /** Polynomials in the shift: (1+z)^10 smooths, (1+z)^8 (1-z)^2 derives twice. */
  private static double literal(Picture picture) {
    double[] smooth = {1};
    double[] derive = {1};
    for (int i = 0; i < 10; i++) {
      smooth = times(smooth, 1);
      derive = times(derive, i < 8 ? 1 : -1);
    }
    int size = picture.pixels().length;
    double[] values = new double[size];
    double sum = 0;
    for (int i = 0; i < size; i++) {
      values[i] = at(picture, i, derive, smooth) + at(picture, i, smooth, derive);
      sum += values[i];
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - sum / size) * (value - sum / size);
    }
    return squares / size;
  }

  private static double[] times(double[] polynomial, int sign) {
    double[] product = new double[polynomial.length + 1];
    for (int i = 0; i < polynomial.length; i++) {
      product[i] += polynomial[i];
      product[i + 1] += sign * polynomial[i];
    }
    return product;
  }

  private static double at(Picture picture, int i, double[] across, double[] down) {
    int channel = i % picture.channels();
    int x = i / picture.channels() % picture.width();
    int y = i / picture.channels() / picture.width();
    double sum = 0;
    for (int dy = -5; dy <= 5; dy++) {
      for (int dx = -5; dx <= 5; dx++) {
        int row = mirrored(y + dy, picture.height());
        int column = mirrored(x + dx, picture.width());
        int value =
            picture.pixels()[(row * picture.width() + column) * picture.channels() + channel];
        sum += down[dy + 5] * across[dx + 5] * (value & 0xFF);
      }
    }
    return sum;
  }

  private static int mirrored(int i, int length) {
    int positive = Math.abs(i);
    return positive < length ? positive : 2 * (length - 1) - positive;
  }
}
