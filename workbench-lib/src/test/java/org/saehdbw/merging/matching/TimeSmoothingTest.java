package org.saehdbw.merging.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.pictures.Affine;
import org.saehdbw.testing.TestFaces;

class TimeSmoothingTest {
  private static List<Integer> offsets(int from, int to) {
    return IntStream.rangeClosed(from, to).boxed().toList();
  }

  @ParameterizedTest
  @CsvSource({"-5, 5, 2", "0, 5, 2", "-3, 0, 2", "-5, 5, 1", "-2, 6, 1", "-5, 5, 0"})
  void polynomialsOfItsDegreeStayAsTheyAre(int from, int to, int degree) {
    List<Integer> offsets = offsets(from, to);
    double[] weights = TimeSmoothing.weights(offsets, 2, degree);
    for (int power = 0; power <= degree; power++) {
      double sum = 0;
      for (int i = 0; i < weights.length; i++) {
        sum += weights[i] * Math.pow(offsets.get(i), power);
      }
      assertThat(sum).as("power %d", power).isCloseTo(power == 0 ? 1 : 0, within(1e-9));
    }
  }

  @Test
  void aConstantIsTheMeanWithABell() {
    double[] weights = TimeSmoothing.weights(offsets(-1, 1), 1, 0);
    double side = Math.exp(-0.5);
    assertThat(weights[0]).isCloseTo(side / (1 + 2 * side), within(1e-12));
    assertThat(weights[1]).isCloseTo(1 / (1 + 2 * side), within(1e-12));
    assertThat(weights[2]).isEqualTo(weights[0]);
  }

  @Test
  void noiseBecomesLess() {
    double[] weights = TimeSmoothing.weights(offsets(-10, 10), 5, 2);
    // The variance of a weighted sum of independent values of variance 1.
    assertThat(Arrays.stream(weights).map(weight -> weight * weight).sum()).isBetween(0.05, 0.2);
  }

  @Test
  void oneAndTwoValuesAreEnough() {
    assertThat(TimeSmoothing.weights(List.of(0), 3, 2)).containsExactly(1);
    assertThat(TimeSmoothing.weights(List.of(0, 1), 3, 2))
        .containsExactly(new double[] {1, 0}, within(1e-12));
  }

  private static Landmarks at(double x) {
    return TestFaces.frontal(100).map(new Affine(1, 0, x, 0, 1, 0));
  }

  @Test
  void aTrackFollowsOneOfTwoFacesAndEndsAtACut() {
    FaceTracks tracks =
        new FaceTracks(
            List.of(
                List.of(at(0), at(200)),
                List.of(at(204), at(3)),
                List.of(at(6), at(208)),
                List.of(at(500)),
                List.of(),
                List.of(at(9))));
    assertThat(tracks.around(1, 1, 5))
        .containsExactly(
            new FaceTracks.Place(0, 0), new FaceTracks.Place(1, 1), new FaceTracks.Place(2, 0));
    assertThat(tracks.around(1, 0, 1))
        .containsExactly(
            new FaceTracks.Place(0, 1), new FaceTracks.Place(1, 0), new FaceTracks.Place(2, 1));
    assertThat(tracks.around(3, 0, 5)).containsExactly(new FaceTracks.Place(3, 0));
    assertThat(tracks.landmarks(new FaceTracks.Place(1, 1))).isEqualTo(at(3));
  }
}
