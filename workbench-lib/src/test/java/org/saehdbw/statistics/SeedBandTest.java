package org.saehdbw.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeedBandTest {
  @Test
  void fiveSeedsHaveABand() {
    List<Curve> curves = new ArrayList<>();
    for (int seed = 1; seed <= 5; seed++) {
      curves.add(new Curve(new double[] {10, 20}, new double[] {seed, 7}));
    }
    SeedBand band = SeedBand.of(curves);

    assertThat(band.x()).containsExactly(10, 20);
    assertThat(band.mean()).containsExactly(3, 7);
    // Of 1 to 5 the standard deviation is sqrt(2.5); t of 4 degrees of freedom is 2.776445.
    double half = 2.776445105 * Math.sqrt(2.5 / 5);
    assertThat(band.low()[0]).isCloseTo(3 - half, within(1e-8));
    assertThat(band.high()[0]).isCloseTo(3 + half, within(1e-8));
    assertThat(band.high()[1]).isEqualTo(7);
    assertThat(band.hasBand()).isTrue();
    assertThat(band.words())
        .isEqualTo("mean of 5 seeds with its 95 % t interval (4 degrees of freedom)");
  }

  @Test
  void fewerSeedsHaveNoneAndSaySo() {
    Curve curve = new Curve(new double[] {1, 2}, new double[] {3, 4});
    SeedBand band = SeedBand.of(List.of(curve, curve, curve, curve));

    assertThat(band.mean()).containsExactly(3, 4);
    assertThat(band.low()).isEmpty();
    assertThat(band.high()).isEmpty();
    assertThat(band.hasBand()).isFalse();
    assertThat(band.curves()).hasSize(4);
    assertThat(band.words()).isEqualTo("4 seeds: no band, five are needed");
    assertThat(SeedBand.of(List.of(curve)).words()).isEqualTo("1 seed: no band, five are needed");
  }

  @Test
  void curvesOfDifferentPlacesMeetWhereAllOfThemAre() {
    Curve one = new Curve(new double[] {0, 4, 8}, new double[] {0, 4, 8});
    Curve other = new Curve(new double[] {2, 6}, new double[] {10, 20});
    SeedBand band = SeedBand.of(List.of(one, other));

    assertThat(band.x()).containsExactly(2, 4, 6);
    assertThat(band.mean()).containsExactly(6, 9.5, 13);
  }

  @Test
  void manyPlacesAreThinnedToTheirEnds() {
    SeedBand band = SeedBand.of(List.of(line(0), line(0.5)));

    assertThat(band.x()).hasSize(1000).startsWith(0.5).endsWith(4999);
  }

  @Test
  void refusesCurvesThatNeverMeet() {
    Curve early = new Curve(new double[] {0, 1}, new double[2]);
    Curve late = new Curve(new double[] {2, 3}, new double[2]);

    assertThatThrownBy(() -> SeedBand.of(List.of(early, late)))
        .hasMessage(
            "curves of a band must share a part of their range, got 0.0 to 1.0, 2.0 to 3.0");
    assertThatThrownBy(() -> SeedBand.of(List.of()))
        .hasMessage("curves of a band must be at least 1, got 0");
  }

  private static Curve line(double offset) {
    double[] x = new double[5000];
    Arrays.setAll(x, i -> i + offset);
    return new Curve(x, x);
  }
}
