package org.saehdbw.merging.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.saehdbw.evaluation.FrameSwapMeter;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.merging.options.OptionTrack;
import org.saehdbw.pictures.DeepPicture;
import org.saehdbw.pictures.Picture;
import org.saehdbw.testing.TestFaces;

class MergeMeterTest {
  private static final int SIDE = 20;

  /** White from column 8 to 11. */
  private static Picture mask() {
    byte[] pixels = new byte[SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i % SIDE >= 8 && i % SIDE < 12 ? 255 : 0);
    }
    return new Picture(SIDE, SIDE, 1, pixels);
  }

  private static float[] flat(float value) {
    float[] values = new float[SIDE * SIDE];
    Arrays.fill(values, value);
    return values;
  }

  /** A ramp along the rows plus a step inside the mask. */
  private static float[] ramp(float step) {
    float[] values = new float[SIDE * SIDE];
    for (int i = 0; i < values.length; i++) {
      int x = i % SIDE;
      values[i] = 3 * x + (x >= 8 && x < 12 ? step : 0);
    }
    return values;
  }

  @Test
  void aSeamIsTheExtraStepAtTheBorder() {
    // Of the eight columns within two pixels of an edge, 7, 8, 11 and 12 have half of the step.
    double expected = (2 * 5 + 2 * (Math.abs(3 - 5) - 3)) / 8.0;
    assertThat(MergeMeter.seam(ramp(0), ramp(10), mask())).isCloseTo(expected, within(1e-5));
    assertThat(MergeMeter.seam(ramp(0), ramp(0), mask())).isZero();
    Picture none = new Picture(SIDE, SIDE, 1, new byte[SIDE * SIDE]);
    assertThat(MergeMeter.seam(ramp(0), ramp(10), none)).isNaN();
  }

  @Test
  void brightnessIsThatInsideTheMask() {
    assertThat(MergeMeter.brightness(ramp(0), ramp(7), mask())).isCloseTo(7, within(1e-5));
    Picture none = new Picture(SIDE, SIDE, 1, new byte[SIDE * SIDE]);
    assertThat(MergeMeter.brightness(ramp(0), ramp(7), none)).isNaN();
  }

  @Test
  void changeIsTheDistanceFromTheMeanOfTheNeighbours() {
    assertThat(MergeMeter.change(flat(10), flat(16), flat(20), mask())).isEqualTo(1);
    assertThat(MergeMeter.change(flat(10), flat(15), flat(20), mask())).isZero();
  }

  @Test
  void coverageIsTheShareOfTheOutline() {
    Landmarks face = TestFaces.frontal(200);
    byte[] pixels = new byte[200 * 200];
    assertThat(MergeMeter.coverage(face, new Picture(200, 200, 1, pixels))).isZero();
    byte[] whole = pixels.clone();
    Arrays.fill(whole, (byte) 255);
    assertThat(MergeMeter.coverage(face, new Picture(200, 200, 1, whole))).isEqualTo(1);
    byte[] left = pixels.clone();
    for (int i = 0; i < left.length; i++) {
      left[i] = (byte) (i % 200 < 100 ? 255 : 0);
    }
    assertThat(MergeMeter.coverage(face, new Picture(200, 200, 1, left))).isBetween(0.4, 0.6);
  }

  @Test
  void jitterIsAShareOfTheFace() {
    Landmarks face = TestFaces.frontal(200);
    double[] moved = face.toArray();
    for (int i = 0; i < moved.length; i += 2) {
      moved[i] += 6;
    }
    double shaken = MergeMeter.jitter(face, Landmarks.of(moved), face);
    double large = MergeMeter.jitter(doubled(face), doubled(Landmarks.of(moved)), doubled(face));
    assertThat(shaken).isPositive().isCloseTo(large, within(1e-9));
    double[] further = face.toArray();
    for (int i = 0; i < further.length; i += 2) {
      further[i] += 12;
    }
    assertThat(MergeMeter.jitter(face, Landmarks.of(moved), Landmarks.of(further)))
        .as("a face that moves evenly does not shake")
        .isCloseTo(0, within(1e-9));
  }

  private static Landmarks doubled(Landmarks face) {
    return Landmarks.of(Arrays.stream(face.toArray()).map(value -> 2 * value).toArray());
  }

  @Test
  void lumaHasLevelsOf255() {
    DeepPicture ten = new DeepPicture(2, 1, 1, 10, new short[] {0, 1023});
    assertThat(MergeMeter.luma(ten)).containsExactly(0, 255);
  }

  @Test
  void theWorstFramesComeFirst() {
    double nan = Double.NaN;
    FrameFigures good =
        new FrameFigures(0, "1.png", 0, 0, 0, 1, 0, 0, FrameSwapMeter.Likeness.UNKNOWN);
    FrameFigures dark =
        new FrameFigures(1, "2.png", 1, 1, -30, 0.8, 0.1, 0.1, FrameSwapMeter.Likeness.UNKNOWN);
    FrameFigures first =
        new FrameFigures(2, "3.png", 0.5, nan, 2, 0.9, nan, nan, FrameSwapMeter.Likeness.UNKNOWN);
    MergeFigures all =
        new MergeFigures(
            new JobFolder(Path.of("x")),
            new JobFile(Map.of(), OptionTrack.DEFAULTS, true, List.of()),
            List.of(good, dark, first));
    assertThat(all.worst(2)).containsExactly(dark, first);
    assertThat(all.mean(FrameFigures::flicker)).isEqualTo(0.5);
    assertThat(all.mean(FrameFigures::seam)).isEqualTo(0.5);
  }
}
