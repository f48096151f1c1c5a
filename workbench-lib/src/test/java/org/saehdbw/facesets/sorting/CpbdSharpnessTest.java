package org.saehdbw.facesets.sorting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.saehdbw.pictures.Picture;

class CpbdSharpnessTest {
  /** Rows that are flat, rise by these values around column 32, and are flat again. */
  private static Picture rising(int height, int... values) {
    int[] pixels = new int[64 * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < 64; x++) {
        int at = Math.max(0, Math.min(values.length - 1, x - 32 + values.length / 2));
        pixels[64 * y + x] = values[at];
      }
    }
    return SortFixtures.gray(64, height, pixels);
  }

  private static Picture below(Picture top, Picture bottom) {
    byte[] pixels = new byte[top.pixels().length + bottom.pixels().length];
    System.arraycopy(top.pixels(), 0, pixels, 0, top.pixels().length);
    System.arraycopy(bottom.pixels(), 0, pixels, top.pixels().length, bottom.pixels().length);
    return new Picture(top.width(), top.height() + bottom.height(), 1, pixels);
  }

  @Test
  void anEdgeOfTwoPixelsIsSharp() {
    // 1 - exp(-(2/3)^3.6) = 0.207: noticed by 21 percent.
    assertThat(CpbdSharpness.of(rising(64, 0, 100, 200))).isEqualTo(1);
    assertThat(CpbdSharpness.of(rising(64, 200, 100, 0))).isEqualTo(1);
  }

  @Test
  void anEdgeOfFourPixelsIsBlurredWhereContrastIsHigh() {
    // 1 - exp(-(4/3)^3.6) = 0.940, and at a contrast of 50 1 - exp(-(4/5)^3.6) = 0.361.
    assertThat(CpbdSharpness.of(rising(64, 0, 20, 100, 180, 200))).isEqualTo(0);
    assertThat(CpbdSharpness.of(rising(64, 0, 5, 25, 45, 50))).isEqualTo(1);
    assertThat(CpbdSharpness.of(rising(64, 0, 5, 25, 46, 51))).isEqualTo(0);
  }

  @Test
  void anEdgeOfThreePixelsIsJustNotNoticed() {
    // 1 - exp(-1) = 0.632, 63 percent: 2 steps on the left, 1 on the right.
    assertThat(CpbdSharpness.of(rising(64, 0, 20, 100, 200, 200))).isEqualTo(1);
  }

  @Test
  void countsEveryEdgePixelInsideThePicture() {
    // 63 rows of either kind; the first and the last row have no neighbours.
    Picture both = below(rising(64, 0, 100, 200), rising(64, 0, 20, 100, 180, 200));
    assertThat(CpbdSharpness.of(both)).isEqualTo(0.5);
    Picture threeToOne = below(both, below(rising(64, 0, 100, 200), rising(64, 0, 100, 200)));
    assertThat(CpbdSharpness.of(threeToOne)).isEqualTo((63 + 64 + 63.0) / (63 + 64 + 64 + 63));
  }

  @Test
  void whatIsNoWholeBlockDoesNotCount() {
    assertThat(CpbdSharpness.of(rising(63, 0, 100, 200))).isEqualTo(0);
    Picture more = below(rising(64, 0, 100, 200), rising(63, 0, 20, 100, 180, 200));
    assertThat(CpbdSharpness.of(more)).isEqualTo(1);
  }

  @Test
  void aFlatPictureHasNoEdges() {
    assertThat(CpbdSharpness.of(rising(64, 128))).isEqualTo(0);
    assertThat(CpbdSharpness.of(SortFixtures.gray(1, 1, 5))).isEqualTo(0);
    assertThat(CpbdSharpness.of(SortFixtures.gray(2, 2, 5, 6, 7, 8))).isEqualTo(0);
  }

  @Test
  void cannyFindsOneLineOnAStep() {
    double[] gray = new double[20 * 9];
    for (int i = 0; i < gray.length; i++) {
      gray[i] = i % 20 < 10 ? 0 : i % 20 == 10 ? 50 : 100;
    }
    boolean[] edges = CannyEdges.find(gray, 20, 9);
    for (int i = 0; i < gray.length; i++) {
      int row = i / 20;
      assertThat(edges[i]).as("pixel %d", i).isEqualTo(i % 20 == 10 && row > 0 && row < 8);
    }
  }

  @Test
  void cannyFollowsWeakEdgesFromStrongOnes() {
    // The step falls off downwards; Sobel's answer to a step of s, smoothed, is 2.56 s.
    double[] gray = new double[20 * 12];
    for (int i = 0; i < gray.length; i++) {
      gray[i] = (0.2 - 0.0127 * (i / 20)) * (i % 20 < 10 ? 0 : i % 20 == 10 ? 0.5 : 1);
    }
    boolean[] edges = CannyEdges.find(gray, 20, 12);
    assertThat(edges[20 * 2 + 10]).isTrue();
    assertThat(edges[20 * 10 + 10]).isTrue();
    for (int i = 0; i < gray.length; i++) {
      gray[i] = 0.06 * (i % 20 < 10 ? 0 : i % 20 == 10 ? 0.5 : 1);
    }
    assertThat(CannyEdges.find(gray, 20, 12)).doesNotContain(true);
  }
}
