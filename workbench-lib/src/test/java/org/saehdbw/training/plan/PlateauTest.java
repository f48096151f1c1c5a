package org.saehdbw.training.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The test that ends a stage. */
class PlateauTest {
  private static final int SAVES = 10;

  private static List<Double> errors(double slope, double noise, int count, long seed) {
    Random random = new Random(seed);
    List<Double> errors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      errors.add(1 - slope * i + noise * random.nextGaussian());
    }
    return errors;
  }

  @Test
  void waitsForEnoughSaves() {
    List<Double> flat = errors(0, 0.01, SAVES, 1);
    assertThat(Plateau.reached(flat.subList(0, SAVES - 1), SAVES)).isFalse();
    assertThat(Plateau.reached(flat, SAVES)).isTrue();
  }

  @Test
  void countsPairs() {
    // 33 of 45 pairs fall: one-sided p 0.036; with 32 it is 0.054.
    assertThat(Plateau.reached(withRisingPairs(12), SAVES)).isFalse();
    assertThat(Plateau.reached(withRisingPairs(13), SAVES)).isTrue();
  }

  /** An order of 10 values in which so many of the 45 pairs rise. */
  private static List<Double> withRisingPairs(int rising) {
    List<Double> values = new ArrayList<>();
    int left = rising;
    for (int i = 0; i < SAVES; i++) {
      int before = Math.min(left, values.size());
      values.add(values.size() - before, (double) i);
      left -= before;
    }
    // The list has as many inversions as asked; its negative rises where it fell.
    return values.stream().map(v -> -v).toList();
  }

  @Test
  void aSteadyFallIsNoPlateauAndARiseIsOne() {
    assertThat(Plateau.reached(errors(0.01, 0, SAVES, 1), SAVES)).isFalse();
    assertThat(Plateau.reached(errors(-0.01, 0, SAVES, 1), SAVES)).isTrue();
    assertThat(Plateau.reached(errors(0, 0, SAVES, 1), SAVES)).isTrue();
  }

  @Test
  void oneLookTakesNoiseForAFallOnceInTwenty() {
    int falls = 0;
    List<Double> noise = errors(0, 0.1, 1000 * SAVES, 1);
    for (int i = 0; i < noise.size(); i += SAVES) {
      falls += Plateau.reached(noise.subList(i, i + SAVES), SAVES) ? 0 : 1;
    }
    // 36 are expected, as 33 of 45 pairs are 3.6 % of all orders; 20 to 54 is three deviations.
    assertThat(falls).isBetween(20, 54);
  }

  @Test
  void onlyTheLastSavesCount() {
    List<Double> fell = new ArrayList<>(errors(0.1, 0, 20, 1));
    for (int i = 0; i < SAVES; i++) {
      fell.add(-1 + 0.001 * (i % 3));
    }
    assertThat(Plateau.reached(fell, SAVES)).isTrue();
    assertThat(Plateau.reached(fell, 30)).isFalse();
  }
}
