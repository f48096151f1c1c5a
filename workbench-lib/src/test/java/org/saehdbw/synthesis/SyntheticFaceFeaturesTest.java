package org.saehdbw.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.opencv.core.Mat;
import org.saehdbw.faces.FaceMasks;
import org.saehdbw.faces.FaceType;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.pictures.OpenCv;
import org.saehdbw.pictures.Picture;

/** What is drawn lies where the landmarks say, and people differ more than their pictures do. */
class SyntheticFaceFeaturesTest {
  private static final int SIZE = 256;
  private static final double[] YAWS = {-35, -15, 0, 20, 35};
  private final SyntheticFaces faces = SyntheticFaces.of(1).size(SIZE);

  /** Person 0 has red lips in a pale face. */
  @Test
  void lipsFillTheirLandmarks() {
    for (double yaw : YAWS) {
      SyntheticFace face = faces.draw(person(0, yaw));
      IntPredicate red = i -> red(face.picture(), i) > 2 * green(face.picture(), i);
      Inside inside = inside(face, 48, 60, red);
      assertThat(inside.share()).as("yaw " + yaw).isGreaterThan(0.85);
      assertThat(inside.shareAround()).as("yaw " + yaw).isLessThan(0.12);
    }
  }

  /**
   * Skin is much redder than blue; the eye's white, its green iris and its pupil are not, and
   * neither are lashes.
   */
  @Test
  void eyesFillTheirLandmarks() {
    for (double yaw : YAWS) {
      SyntheticFace face = faces.draw(person(0, yaw));
      IntPredicate eye = i -> red(face.picture(), i) - blue(face.picture(), i) < 32;
      for (int first : new int[] {36, 42}) {
        Inside inside = inside(face, first, first + 6, eye);
        assertThat(inside.share()).as("yaw " + yaw).isGreaterThan(0.85);
        // Further turned, the background shows beside the far eye.
        if (Math.abs(yaw) <= 20) {
          assertThat(inside.shareAround()).as("yaw " + yaw).isLessThan(0.4);
        }
      }
    }
  }

  @Test
  void pupilsFollowTheGazeBetweenTheCorners() {
    FaceParameters rest = person(1, 0);
    double left = pupil(rest, -1);
    double middle = pupil(rest, 0);
    double right = pupil(rest, 1);
    assertThat(middle).isBetween(0.45, 0.55);
    assertThat(left).isBetween(0.2, middle - 0.08);
    assertThat(right).isBetween(middle + 0.08, 0.8);
  }

  /** The dark pixels' middle from the eye's left corner (0) to its right one (1). */
  private double pupil(FaceParameters rest, double gaze) {
    FaceParameters p =
        new FaceParameters(
            rest.identity(), 0, 0, 0, 1, gaze, 0, 0, 0, 0, 0, 0.3, 0.4, 1, rest.seed());
    SyntheticFace face = faces.draw(p);
    Landmarks marks = face.metadata().landmarks();
    int y = (int) Math.round((marks.y(37) + marks.y(38) + marks.y(40) + marks.y(41)) / 4);
    double sum = 0;
    int dark = 0;
    for (int x = (int) marks.x(36) + 2; x < marks.x(39) - 1; x++) {
      if (green(face.picture(), y * SIZE + x) < 60) {
        sum += x;
        dark++;
      }
    }
    assertThat(dark).isPositive();
    return (sum / dark - marks.x(36)) / (marks.x(39) - marks.x(36));
  }

  @Test
  void aPersonIsLikeThemselvesAndUnlikeTheOthers() {
    SyntheticFaces gray = SyntheticFaces.of(1).size(128).gray().faceType(FaceType.FULL);
    for (double yaw : new double[] {-30, 0, 45}) {
      List<SyntheticFace> drawn =
          IntStream.range(0, SyntheticFaces.IDENTITIES)
              .mapToObj(who -> gray.draw(person(who, yaw)))
              .toList();
      for (int who = 0; who < SyntheticFaces.IDENTITIES; who++) {
        SyntheticFace one = drawn.get(who);
        byte[] mask = hull(one.metadata().landmarks(), 128);
        Picture again = gray.render(person(who, yaw).withSeed(99));
        double self = MaskedSsim.of(one.picture(), again, mask);
        assertThat(self).as("person " + who + " at " + yaw).isGreaterThan(0.85);
        for (int other = 0; other < SyntheticFaces.IDENTITIES; other++) {
          if (other != who) {
            Picture stranger = drawn.get(other).picture();
            assertThat(MaskedSsim.of(one.picture(), stranger, mask))
                .as("persons " + who + " and " + other + " at " + yaw)
                .isLessThan(self - 0.2);
          }
        }
      }
    }
  }

  private static FaceParameters person(int who, double yaw) {
    return FaceParameters.frontal(who, 5).withPose(Math.toRadians(yaw), 0, 0);
  }

  private record Inside(double share, double shareAround) {}

  /** How many pixels pass inside a ring of points, and in a wider box around it. */
  private static Inside inside(SyntheticFace face, int from, int to, IntPredicate test) {
    Landmarks marks = face.metadata().landmarks();
    double left = SIZE;
    double right = 0;
    double top = SIZE;
    double bottom = 0;
    for (int k = from; k < to; k++) {
      left = Math.min(left, marks.x(k));
      right = Math.max(right, marks.x(k));
      top = Math.min(top, marks.y(k));
      bottom = Math.max(bottom, marks.y(k));
    }
    int in = 0;
    int inPassed = 0;
    int around = 0;
    int aroundPassed = 0;
    for (int y = (int) (top - 4); y <= bottom + 4; y++) {
      for (int x = (int) (left - 4); x <= right + 4; x++) {
        boolean passed = test.test(y * SIZE + x);
        if (within(marks, from, to, x, y)) {
          in++;
          inPassed += passed ? 1 : 0;
        } else {
          around++;
          aroundPassed += passed ? 1 : 0;
        }
      }
    }
    return new Inside((double) inPassed / in, (double) aroundPassed / around);
  }

  private static boolean within(Landmarks marks, int from, int to, double x, double y) {
    boolean inside = false;
    for (int k = from, last = to - 1; k < to; last = k++) {
      boolean crosses = (marks.y(k) > y) != (marks.y(last) > y);
      double share = (y - marks.y(k)) / (marks.y(last) - marks.y(k));
      if (crosses && x < marks.x(k) + share * (marks.x(last) - marks.x(k))) {
        inside = !inside;
      }
    }
    return inside;
  }

  private static byte[] hull(Landmarks marks, int side) {
    OpenCv.load();
    Mat mask = FaceMasks.hull(marks, 1, side, side);
    byte[] inside = new byte[side * side];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = (byte) (mask.get(i / side, i % side)[0] > 0.5 ? 1 : 0);
    }
    OpenCv.release(mask);
    return inside;
  }

  private static int blue(Picture picture, int pixel) {
    return picture.pixels()[3 * pixel] & 255;
  }

  private static int green(Picture picture, int pixel) {
    return picture.pixels()[3 * pixel + 1] & 255;
  }

  private static int red(Picture picture, int pixel) {
    return picture.pixels()[3 * pixel + 2] & 255;
  }
}
