package org.saehdbw.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinearFitTest {
  private static List<double[]> rows(double[]... rows) {
    return List.of(rows);
  }

  @Test
  void findsCoefficientsThatFitExactly() {
    List<double[]> quantities =
        rows(
            new double[] {1, 2, 5},
            new double[] {1, 7, 1},
            new double[] {1, 4, 4},
            new double[] {1, 1, 9},
            new double[] {1, 6, 2});
    List<Double> measured = new ArrayList<>();
    quantities.forEach(q -> measured.add(200 + 3 * q[1] + 0.5 * q[2]));
    LinearFit fit = LinearFit.of(quantities, measured);
    assertThat(fit.coefficients().get(0)).isCloseTo(200, within(1e-6));
    assertThat(fit.coefficients().get(1)).isCloseTo(3, within(1e-6));
    assertThat(fit.coefficients().get(2)).isCloseTo(0.5, within(1e-6));
    assertThat(fit.marginPercent()).isLessThan(1e-6);
    assertThat(fit.at(1, 10, 10)).isCloseTo(235, within(1e-6));
  }

  @Test
  void weighsErrorsByWhatWasMeasured() {
    // One coefficient c for q = 1 measured 1, 2 and 4: relative errors c - 1, c/2 - 1, c/4 - 1
    // are least for c = (1 + 1/2 + 1/4) / (1 + 1/4 + 1/16) = 4/3.
    LinearFit fit =
        LinearFit.of(
            rows(new double[] {1}, new double[] {1}, new double[] {1}), List.of(1., 2., 4.));
    assertThat(fit.coefficients().get(0)).isCloseTo(4 / 3.0, within(1e-12));
    // Without the 1, c = (1/2 + 1/4) / (1/4 + 1/16) = 12/5: 140 % off.
    assertThat(fit.marginPercent()).isCloseTo(140, within(1e-9));
  }

  @Test
  void takesOutWhatWouldBeNegative() {
    List<double[]> quantities =
        rows(new double[] {1, 1}, new double[] {1, 2}, new double[] {1, 3}, new double[] {1, 4});
    LinearFit fit = LinearFit.of(quantities, List.of(10., 9., 8., 7.));
    assertThat(fit.coefficients().get(1)).isEqualTo(0);
    assertThat(fit.coefficients().get(0)).isBetween(7., 10.);
  }

  @Test
  void refusesTooFewCasesAndWhatCannotBeMeasured() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> LinearFit.of(rows(new double[] {1, 2}, new double[] {1, 3}), List.of(1., 2.)))
        .withMessage(
            "a fit of 2 terms needs at least 4 cases with a measured value each, got 2 and 2");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                LinearFit.of(
                    rows(new double[] {1}, new double[] {1}, new double[] {1}),
                    List.of(1., 0., 2.)))
        .withMessage("measured values must be above 0, got [1.0, 0.0, 2.0]");
  }
}
