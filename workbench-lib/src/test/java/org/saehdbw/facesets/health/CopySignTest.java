package org.saehdbw.facesets.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;
import org.saehdbw.pictures.Picture;

class CopySignTest {
  private static final int SIDE = 544; // 17 * 32: every place is a whole number of pixels

  @Test
  void countsBitsAndLevelsByHand() {
    CopySign falls = CopySign.of(picture((x, y) -> 250 - 10 * (x * 17 / SIDE)));
    CopySign rises = CopySign.of(picture((x, y) -> 10 + 10 * (x * 17 / SIDE)));
    assertThat(falls.bitsApart(rises)).isEqualTo(256);
    assertThat(falls.bitsApart(falls)).isZero();
    CopySign half = CopySign.of(picture((x, y) -> x < SIDE / 2 ? 100 : 110));
    CopySign flat = CopySign.of(picture((x, y) -> 200));
    // Brightness apart: 5 below the mean in one half, 5 above it in the other.
    assertThat(half.difference(flat)).isCloseTo(5, within(1e-9));
    assertThat(half.isCopyOf(flat)).isTrue();
    assertThat(falls.isCopyOf(rises)).isFalse();
  }

  @Test
  void groupsReachOverOthersBetween() {
    CopySign a = stripes(0);
    CopySign b = stripes(16);
    CopySign c = stripes(32);
    assertThat(a.difference(b)).isLessThan(HealthLimits.MOST_COPY_DIFFERENCE);
    assertThat(a.difference(c)).isGreaterThan(HealthLimits.MOST_COPY_DIFFERENCE);
    assertThat(CopyGroups.of(List.of(c, stripes(200), a, b))).containsExactly(List.of(0, 2, 3));
    assertThat(CopyGroups.of(List.of())).isEmpty();
  }

  /** A left half that is lighter by some levels. */
  private static CopySign stripes(int lighter) {
    return CopySign.of(picture((x, y) -> x < SIDE / 2 ? 20 + lighter : 20));
  }

  private static Picture picture(IntBinaryOperator level) {
    byte[] pixels = new byte[SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) level.applyAsInt(i % SIDE, i / SIDE);
    }
    return new Picture(SIDE, SIDE, 1, pixels);
  }
}
