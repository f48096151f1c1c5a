package org.saehdbw.charts.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class FigureSizeTest {
  private static void refused(Supplier<FigureSize> size, String message) {
    assertThatIllegalArgumentException().isThrownBy(size::get).withMessage(message);
  }

  @Test
  void wrongNumbersAreRefused() {
    refused(
        () -> FigureSize.millimetres(-85), "the width of a figure must be 20 to 1000 mm, got -85");
    refused(
        () -> FigureSize.millimetres(Double.NaN),
        "the width of a figure must be 20 to 1000 mm, got NaN");
    refused(
        () -> FigureSize.millimetres(85).height(5000),
        "the height of a figure must be 20 to 1000 mm, got 5,000");
    refused(
        () -> FigureSize.millimetres(85).points(2),
        "letters of a figure must be 4 to 72 points, got 2");
    refused(
        () -> FigureSize.millimetres(40),
        "a figure of 40 mm has room for letters of at most 6.6 points, got 8");
  }

  @Test
  void lettersHaveTheSizeThatWasAskedFor() {
    FigureSize size = FigureSize.millimetres(85).points(7);
    assertThat(size.widthPoints()).isCloseTo(85 / 25.4 * 72, within(1e-9));
    assertThat(size.widthPixels()).isEqualTo(482);
    assertThat(size.letterPixels() * size.pointsOfPixel()).isCloseTo(7, within(1e-9));
    assertThat(size.widthPixels() * size.pointsOfPixel())
        .isCloseTo(size.widthPoints(), within(1e-9));
  }
}
