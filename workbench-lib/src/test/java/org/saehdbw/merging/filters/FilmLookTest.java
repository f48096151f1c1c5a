package org.saehdbw.merging.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.tensors.CounterRandom;

/** Grain and sharpness of a film, measured and given to a face. */
class FilmLookTest {
  private static final int SIDE = 192;

  /** A soft slope, so that nothing is clipped. */
  private static Planes slope() {
    Planes planes = new Planes().exact(SIDE, SIDE, 1);
    for (int i = 0; i < planes.count(); i++) {
      planes.plane(0)[i] = 0.4f + 0.2f * (i % SIDE) / SIDE;
    }
    return planes;
  }

  private static float[] ones() {
    float[] ones = new float[SIDE * SIDE];
    Arrays.fill(ones, 1);
    return ones;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.25, 0.45})
  void grainIsMeasuredAsStrongAndAsCoarseAsItIs(double spread) {
    Planes planes = slope();
    new Grain(0.02, spread).add(planes, ones(), CounterRandom.of(7, "test", 0, 0));
    Grain found = GrainMeter.measure(planes, ones());
    assertThat(found.deviation()).isCloseTo(0.02, within(0.0025));
    assertThat(found.spread()).isCloseTo(spread, within(0.06));
  }

  @Test
  void anEdgeIsNoGrain() {
    Planes planes = slope();
    for (int i = 0; i < planes.count(); i++) {
      planes.plane(0)[i] = i % SIDE < SIDE / 2 ? 0.2f : 0.8f;
    }
    assertThat(GrainMeter.measure(planes, ones())).isEqualTo(Grain.NONE);
  }

  @Test
  void placesWithoutShareGetNoGrain() {
    Planes planes = slope();
    float[] share = ones();
    Arrays.fill(share, 0, SIDE * SIDE / 2, 0);
    new Grain(0.05, 0).add(planes, share, CounterRandom.of(7, "test", 0, 0));
    float[] before = slope().plane(0);
    for (int i = 0; i < SIDE * SIDE / 2; i++) {
      assertThat(planes.plane(0)[i]).isEqualTo(before[i]);
    }
    assertThat(planes.plane(0)[SIDE * SIDE - 7]).isNotEqualTo(before[SIDE * SIDE - 7]);
  }

  private static Planes texture(int blurs) {
    Planes planes = slope();
    CounterRandom random = CounterRandom.of(3, "texture", 0, 0);
    // Blocks of 8 pixels: details that are no grain.
    float[] values = new float[SIDE * SIDE / 64];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-0.2, 0.2);
    }
    float[] plane = planes.plane(0);
    for (int i = 0; i < plane.length; i++) {
      plane[i] = 0.5f + values[i / SIDE / 8 * (SIDE / 8) + i % SIDE / 8];
    }
    for (int i = 0; i < blurs; i++) {
      float[] soft = Sharpen.blurred(plane, SIDE, SIDE, 0.25f, 0.5f);
      System.arraycopy(soft, 0, plane, 0, soft.length);
    }
    return planes;
  }

  private static double detail(Planes planes) {
    float[] plane = planes.plane(0);
    float[] soft = Sharpen.blurred(plane, SIDE, SIDE, 0.25f, 0.5f);
    double sum = 0;
    for (int i = 0; i < soft.length; i++) {
      sum += (plane[i] - soft[i]) * (plane[i] - soft[i]);
    }
    return Math.sqrt(sum / soft.length);
  }

  @Test
  void aSoftFaceBecomesAsSharpAsTheOneBefore() {
    Planes face = texture(2);
    Planes dst = texture(1);
    double wanted = detail(dst);
    assertThat(detail(face)).isLessThan(0.75 * wanted);
    SharpnessMatch.apply(face, dst, ones(), 1);
    assertThat(detail(face)).isBetween(0.97 * wanted, 1.03 * wanted);
    // Twice the details are added at most: more would ring at edges.
    Planes lost = texture(12);
    SharpnessMatch.apply(lost, texture(0), ones(), 1);
    assertThat(detail(lost)).isLessThan(3 * detail(texture(12)));
  }

  @Test
  void aSharpFaceBecomesAsSoftAsTheOneBefore() {
    Planes face = texture(0);
    double before = detail(face);
    SharpnessMatch.apply(face, texture(2), ones(), 1);
    assertThat(detail(face)).isLessThan(0.75 * before);
  }

  @Test
  void halfTheWayIsBetween() {
    Planes half = texture(4);
    Planes whole = texture(4);
    SharpnessMatch.apply(half, texture(1), ones(), 0.5f);
    SharpnessMatch.apply(whole, texture(1), ones(), 1);
    assertThat(detail(half)).isBetween(detail(texture(4)), detail(whole));
    Planes none = texture(4);
    SharpnessMatch.apply(none, texture(1), ones(), 0);
    assertThat(none.plane(0)).isEqualTo(texture(4).plane(0));
  }
}
