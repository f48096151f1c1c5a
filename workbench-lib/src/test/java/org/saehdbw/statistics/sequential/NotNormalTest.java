package org.saehdbw.statistics.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.saehdbw.tensors.CounterRandom;

/** Equal points whose trials are not normal, as those that leave a plateau early or late. */
class NotNormalTest {
  private static final int CASES = 2_000;

  /** Three standard errors of 5 % in 2,000 cases. */
  private static final double CHANCE = 0.015;

  private static final Design DESIGN =
      new Design(Looks.of(5, 2, 15), Spending.OBRIEN_FLEMING, 0.95, new Margin(1e-9, false));

  /** How the values of trials are drawn. */
  enum Shape {
    NORMAL(CounterRandom::nextGaussian),
    ONE_IN_TWENTY_LATE(random -> late(random, 0.05)),
    ONE_IN_FIVE_LATE(random -> late(random, 0.2)),
    EVERY_SECOND_LATE(random -> late(random, 0.5)),
    EXPONENTIAL(random -> -Math.log(1 - random.nextDouble())),
    UNIFORM(CounterRandom::nextDouble);

    private final ToDoubleFunction<CounterRandom> draw;

    Shape(ToDoubleFunction<CounterRandom> draw) {
      this.draw = draw;
    }

    private static double late(CounterRandom random, double share) {
      return random.nextGaussian() + (random.nextDouble() < share ? 6 : 0);
    }
  }

  /** The share of cases in which one of two equal points is called better. */
  static double wrongly(Shape shape, int cases) {
    int wrongly = 0;
    for (int i = 0; i < cases; i++) {
      List<double[]> values = new ArrayList<>();
      for (int point = 0; point < 2; point++) {
        CounterRandom random = CounterRandom.of(1, "not normal", i, point);
        double[] of = new double[DESIGN.looks().most()];
        for (int j = 0; j < of.length; j++) {
          of[j] = shape.draw.applyAsDouble(random);
        }
        values.add(of);
      }
      wrongly += isCalled(values) ? 1 : 0;
    }
    return (double) wrongly / cases;
  }

  private static boolean isCalled(List<double[]> values) {
    for (int look = 0; look < DESIGN.looks().count(); look++) {
      int seeds = DESIGN.looks().seeds().get(look);
      List<double[]> here = values.stream().map(of -> Arrays.copyOf(of, seeds)).toList();
      Look found = Look.at(DESIGN, new Look.Data(here, true, look, 2));
      if (found.outcome() == Look.Outcome.DIFFERENT) {
        return true;
      }
    }
    return false;
  }

  @ParameterizedTest
  @EnumSource
  void equalPointsAreSeldomCalledDifferent(Shape shape) {
    assertThat(wrongly(shape, CASES)).isBetween(0.01, 0.05 + CHANCE);
  }
}
