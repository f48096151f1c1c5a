package org.saehdbw.statistics.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LookTest {
  private static final double[] FIRST = {0.100, 0.100, 0.100, 0.100, 0.100};

  /** Against the first: the mean 0.010 and the standard deviation sqrt(4e-5), p = 0.0241. */
  private static final double[] WORSE = {0.102, 0.106, 0.110, 0.114, 0.118};

  private static final double[] NOISE = {0.150, 0.080, 0.145, 0.095, 0.112};

  private static Design design(double margin, int... looks) {
    return new Design(
        new Looks(Arrays.stream(looks).boxed().toList()),
        Spending.OBRIEN_FLEMING,
        0.95,
        new Margin(margin, true));
  }

  private static Look look(Design design, int points, double[]... values) {
    return Look.at(design, new Look.Data(List.of(values), true, 0, points));
  }

  @Test
  void oneLookAtTwoPointsIsATTest() {
    Look look = look(design(0.01, 5), 2, WORSE, FIRST);
    assertThat(look.outcome()).isEqualTo(Look.Outcome.DIFFERENT);
    assertThat(look.first()).isEqualTo(1);
    assertThat(look.second()).isZero();
    assertThat(look.dropped()).containsExactly(0);
    // A tenth of 0.05 is kept back: 0.010 less and more 2.880290 * sqrt(4e-5 / 5).
    assertThat(look.difference().interval().low()).isCloseTo(-0.018147, within(1e-6));
    assertThat(look.difference().interval().high()).isCloseTo(-0.001853, within(1e-6));
    assertThat(look.difference().interval().level()).isCloseTo(0.955, within(1e-12));
  }

  @Test
  void theFirstOfManyLooksSpendsLittle() {
    Look look = look(design(0.01, 5, 15), 2, WORSE, FIRST);
    assertThat(look.outcome()).isEqualTo(Look.Outcome.OPEN);
    assertThat(look.dropped()).isEmpty();
    assertThat(look.difference().interval().contains(0)).isTrue();
  }

  @Test
  void aPointThatIsWorseIsDroppedAndTheOthersStayOpen() {
    // Three points have 2/3 of 0.045 for each pair, 0.03; six have a third, 0.015.
    Look look = look(design(0.01, 5), 3, FIRST, WORSE, NOISE);
    assertThat(look.outcome()).isEqualTo(Look.Outcome.OPEN);
    assertThat(look.dropped()).containsExactly(1);
    assertThat(look.first()).isZero();
    assertThat(look.second()).isEqualTo(2);
    assertThat(look(design(0.01, 5), 6, FIRST, WORSE, NOISE).dropped()).isEmpty();
  }

  @Test
  void aWideMarginMakesThemEquivalent() {
    // The difference is 0.010 of 0.110; the first of two looks has 0.0017 for each one-sided test.
    assertThat(look(design(0.2, 5, 15), 2, FIRST, WORSE).outcome()).isEqualTo(Look.Outcome.OPEN);
    assertThat(look(design(0.3, 5, 15), 2, FIRST, WORSE).outcome())
        .isEqualTo(Look.Outcome.EQUIVALENT);
    assertThat(look(design(0.3, 5), 2, FIRST, FIRST).outcome()).isEqualTo(Look.Outcome.EQUIVALENT);
    double[] near = {0.101, 0.099, 0.102, 0.100, 0.098};
    assertThat(look(design(0.03, 5), 2, FIRST, near).outcome()).isEqualTo(Look.Outcome.EQUIVALENT);
  }

  @Test
  void twoPointsAreNeeded() {
    assertThatThrownBy(() -> look(design(0.1, 5), 2, FIRST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a look needs two points, got 1");
    assertThatThrownBy(
            () -> new Design(Looks.of(5, 1, 5), Spending.POCOCK, 0.5, new Margin(0.1, true)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("level must be at least 0.8 and below 1, got 0.5");
  }
}
