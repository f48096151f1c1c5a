package org.saehdbw.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.tensors.CounterRandom;

class CorrectionBlurTest {
  /** Corrections as transfers make them: a slope and texture, of up to 0.8. */
  private static float[][] corrections(int width, int height, int channels) {
    CounterRandom random = CounterRandom.of(1, "correction", 0, 0);
    float[][] planes = new float[channels][width * height];
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < planes[c].length; i++) {
        double x = (double) (i % width) / width;
        double y = (double) (i / width) / height;
        double slope = 0.3 * Math.sin(3 * x + c) - 0.3 * y;
        planes[c][i] = (float) (slope + 0.2 * (random.nextFloat() - 0.5));
      }
    }
    return planes;
  }

  @ParameterizedTest
  @CsvSource({
    "1, 64, 48, 2e-6",
    "3, 64, 48, 1e-3",
    "1, 5, 3, 2e-6",
    "3, 5, 3, 1e-3",
    "1, 1, 1, 1e-6",
    "3, 1, 7, 1e-3"
  })
  void isTheBilateralFilter(int channels, int width, int height, double tolerance) {
    float[][] planes = corrections(width, height, channels);
    float[][] quick = CorrectionBlur.filter(planes, width, height);
    float[][] exact = Bilateral.filter(planes, width, height);
    double largest = 0;
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < width * height; i++) {
        largest = Math.max(largest, Math.abs(quick[c][i] - exact[c][i]));
      }
    }
    assertThat(largest).isLessThan(tolerance);
  }
}
