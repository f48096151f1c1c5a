package org.saehdbw.faces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.saehdbw.pictures.Affine;

class LandmarkFitTest {
  @Test
  void theAverageFaceFitsItselfAtAnyPlaceSizeAndTurn() {
    double[] xy = new double[2 * Landmarks.COUNT];
    int[] points = ReferenceFace.ALIGNED_POINTS;
    for (int i = 0; i < points.length; i++) {
      xy[2 * points[i]] = ReferenceFace.ALIGNED_XY[2 * i];
      xy[2 * points[i] + 1] = ReferenceFace.ALIGNED_XY[2 * i + 1];
    }
    Landmarks turned = Landmarks.of(xy).map(new Affine(30, -40, 7, 40, 30, -9));
    assertThat(LandmarkFit.of(turned).flatDistance()).isCloseTo(0, within(1e-9));
  }

  @Test
  void anyAffinePictureOfTheSolidFaceFits() {
    double[] xy = solid();
    assertThat(LandmarkFit.of(Landmarks.of(xy)).solidDistance()).isCloseTo(0, within(1e-6));
    // One point moved away: all that is left is at most its own distance.
    double spread = 0;
    double meanX = 0;
    double meanY = 0;
    for (int point : ReferenceFace.POSE_POINTS) {
      meanX += xy[2 * point] / 33;
      meanY += xy[2 * point + 1] / 33;
    }
    for (int point : ReferenceFace.POSE_POINTS) {
      spread += Math.pow(xy[2 * point] - meanX, 2) + Math.pow(xy[2 * point + 1] - meanY, 2);
    }
    double moved = 20;
    xy[2 * 27 - 2] += moved; // point 26
    double most = moved / Math.sqrt(spread);
    assertThat(LandmarkFit.of(Landmarks.of(xy)).solidDistance()).isBetween(0.7 * most, most);
  }

  @Test
  void handednessIsTheSineFromTheEyesToTheMouth() {
    double[] xy = solid();
    set(xy, 36, 42, 0, 0);
    set(xy, 42, 48, 10, 0);
    set(xy, 48, 68, 5, 5 * Math.sqrt(3));
    // 60 degrees
    assertThat(LandmarkFit.of(Landmarks.of(xy)).handedness())
        .isCloseTo(Math.sqrt(3) / 2, within(1e-9));
    set(xy, 42, 48, -10, 0);
    set(xy, 48, 68, 0, 4);
    assertThat(LandmarkFit.of(Landmarks.of(xy)).handedness()).isCloseTo(-1, within(1e-9));
  }

  @Test
  void pointsAtOnePlaceAreRefused() {
    assertThatThrownBy(() -> LandmarkFit.of(Landmarks.of(new double[136])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("landmarks 17 to 48 and 54 must spread over a face");
  }

  /** The solid face as a slanted camera far away sees it; points without a solid one at (1, 2). */
  private static double[] solid() {
    double[] xy = new double[2 * Landmarks.COUNT];
    set(xy, 0, Landmarks.COUNT, 1, 2);
    int[] points = ReferenceFace.POSE_POINTS;
    for (int i = 0; i < points.length; i++) {
      double x = ReferenceFace.POSE_XYZ[3 * i];
      double y = ReferenceFace.POSE_XYZ[3 * i + 1];
      double z = ReferenceFace.POSE_XYZ[3 * i + 2];
      xy[2 * points[i]] = 1.5 * x + 0.1 * y - 0.7 * z + 100;
      xy[2 * points[i] + 1] = -0.2 * x + 1.4 * y + 0.3 * z + 90;
    }
    return xy;
  }

  private static void set(double[] xy, int from, int to, double x, double y) {
    for (int i = from; i < to; i++) {
      xy[2 * i] = x;
      xy[2 * i + 1] = y;
    }
  }
}
