package org.saehdbw.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.saehdbw.dataloaders.BatchSide;

class FaceFiguresTest {
  private static final int SIDE = 12;
  private static final int PLANE = SIDE * SIDE;

  private static float[] filled(double value) {
    float[] all = new float[PLANE];
    Arrays.fill(all, (float) value);
    return all;
  }

  private static float[] columns(double inside, int from, int to) {
    float[] all = new float[PLANE];
    for (int i = 0; i < PLANE; i++) {
      all[i] = i % SIDE >= from && i % SIDE < to ? (float) inside : 0;
    }
    return all;
  }

  private static float[] waves(double phase) {
    float[] all = new float[PLANE];
    for (int i = 0; i < PLANE; i++) {
      all[i] = (float) (0.5 + 0.4 * Math.sin(0.9 * (i % SIDE) + 0.4 * (i / SIDE) + phase));
    }
    return all;
  }

  private static float[] joined(float[]... parts) {
    FloatBuffer all = FloatBuffer.allocate(parts.length * parts[0].length);
    for (float[] part : parts) {
      all.put(part);
    }
    return all.array();
  }

  private static BatchSide face(int channels, float[] target, float[] mask, float[] eyesMouth) {
    return BatchSide.of(
        mask.length / PLANE,
        channels,
        SIDE,
        FloatBuffer.allocate(0),
        FloatBuffer.wrap(target),
        FloatBuffer.wrap(mask),
        FloatBuffer.wrap(eyesMouth),
        List.of());
  }

  private static FaceFigures figures(BatchSide truth, float[] drawn, float[] drawnMask) {
    return FaceFigures.of(
        new FaceMeter(SIDE).measure(truth, FloatBuffer.wrap(drawn), FloatBuffer.wrap(drawnMask)));
  }

  @Test
  void aFlawlessFace() {
    float[] picture = waves(0);
    FaceFigures figures =
        figures(face(1, picture, filled(1), columns(1, 3, 5)), picture, filled(1));
    assertThat(figures).isEqualTo(new FaceFigures(1, 0, Double.POSITIVE_INFINITY, 1, 1, 0, 1));
    assertThat(figures.byName("")).doesNotContainKey("luma_psnr_db").containsEntry("luma_ssim", 1d);
  }

  @Test
  void errorsAreWeighedWithTheirMasks() {
    // Off by 0.5 in columns 0 to 2 and by nothing elsewhere; the mask is 1 in columns 0 to 3 and
    // eyes and mouth are column 2 (weight 1) and 3 (weight 0.5).
    float[] eyesMouth = columns(1, 2, 3);
    for (int i = 3; i < PLANE; i += SIDE) {
      eyesMouth[i] = 0.5f;
    }
    FaceFigures figures =
        figures(
            face(1, filled(0.25), columns(1, 0, 4), eyesMouth),
            filledBut(0.25, 0.75),
            columns(1, 0, 4));
    assertThat(figures.lumaMse()).isCloseTo(0.25 * 3 / 4, within(1e-12));
    assertThat(figures.lumaPsnrDb()).isCloseTo(-10 * Math.log10(0.1875), within(1e-12));
    assertThat(figures.eyesMouthMse()).isCloseTo(0.25 / 1.5, within(1e-12));
  }

  /** One value, and another in columns 0 to 2. */
  private static float[] filledBut(double value, double first) {
    float[] all = filled(value);
    for (int i = 0; i < PLANE; i++) {
      all[i] = i % SIDE < 3 ? (float) first : all[i];
    }
    return all;
  }

  @Test
  void brightnessErrorOfATenthIsTwentyDecibels() {
    FaceFigures figures =
        figures(face(1, filled(0.5), filled(1), filled(0)), filled(0.6), filled(1));
    assertThat(figures.lumaPsnrDb()).isCloseTo(20, within(1e-5));
    assertThat(figures.eyesMouthMse()).isNaN();
    assertThat(figures.sharpnessRatio()).as("a flat face has no detail").isNaN();
    assertThat(figures.byName("_src"))
        .containsOnlyKeys("luma_mse_src", "luma_psnr_db_src", "luma_ssim_src", "mask_iou_src");
  }

  @Test
  void similarityIsWeighedAtTheWindowsCentres() {
    // Four windows, centred on pixels (5, 5), (6, 5), (5, 6) and (6, 6).
    float[] mask = new float[PLANE];
    mask[5 * SIDE + 5] = 1;
    mask[6 * SIDE + 6] = 0.25f;
    mask[0] = 1;
    double[] truth = Luma.of(FloatBuffer.wrap(waves(0)), 0, 1, PLANE);
    double[] drawn = Luma.of(FloatBuffer.wrap(waves(0.3)), 0, 1, PLANE);
    double[] map = new StructuralSimilarity(SIDE).map(truth, drawn);
    FaceFigures figures = figures(face(1, waves(0), mask, mask), waves(0.3), mask);
    assertThat(figures.lumaSsim()).isCloseTo((map[0] + 0.25 * map[3]) / 1.25, within(1e-12));
  }

  @Test
  void masksAreCutAtAHalfAndCompared() {
    // True columns 0 to 5, drawn columns 3 to 8: 3 common of 9.
    float[] drawnMask = columns(0.5, 3, 9);
    drawnMask[11] = 0.49f;
    FaceFigures figures =
        figures(face(1, waves(0), columns(0.9, 0, 6), filled(0)), waves(0), drawnMask);
    assertThat(figures.maskIou()).isCloseTo(3 / 9.0, within(1e-12));
  }

  @Test
  void halfTheContrastIsHalfAsSharp() {
    float[] flat = waves(0);
    for (int i = 0; i < PLANE; i++) {
      flat[i] = 0.3f + flat[i] / 2;
    }
    FaceFigures figures = figures(face(1, waves(0), filled(1), filled(0)), flat, filled(1));
    assertThat(figures.sharpnessRatio()).isCloseTo(0.5, within(1e-6));
  }

  @Test
  void sharpnessLooksInsideTheMaskOnly() {
    // One bright pixel: its Laplacian is -4, its four neighbours' 1; twice as bright outside.
    float[] truth = new float[PLANE];
    float[] drawn = new float[PLANE];
    truth[3 * SIDE + 3] = 0.25f;
    drawn[3 * SIDE + 3] = 0.125f;
    drawn[8 * SIDE + 8] = 1;
    float[] mask = columns(1, 2, 4);
    FaceMeasure measure =
        new FaceMeter(SIDE)
            .measure(face(1, truth, mask, mask), FloatBuffer.wrap(drawn), FloatBuffer.wrap(mask))
            .get(0);
    // Columns 2 and 3: the pixel itself and three neighbours.
    assertThat(measure.trueDetail()).isEqualTo((16 + 3) * 0.0625);
    assertThat(measure.drawnDetail()).isEqualTo((16 + 3) * 0.015625);
  }

  @Test
  void colourOfEqualChannelsIsGray() {
    float[] truth = waves(0);
    float[] drawn = waves(0.4);
    float[] mask = columns(1, 2, 10);
    FaceFigures gray = figures(face(1, truth, mask, columns(1, 4, 6)), drawn, filled(0.7));
    FaceFigures colour =
        figures(
            face(3, joined(truth, truth, truth), mask, columns(1, 4, 6)),
            joined(drawn, drawn, drawn),
            filled(0.7));
    assertThat(colour).isEqualTo(gray);
    assertThat(gray.lumaMse()).isGreaterThan(0.01);
  }

  @Test
  void lumaWeighsBlueGreenAndRed() {
    float[] black = new float[3 * PLANE];
    float[] mask = filled(1);
    double[] weights = {0.114, 0.587, 0.299};
    for (int channel = 0; channel < 3; channel++) {
      float[] drawn = new float[3 * PLANE];
      Arrays.fill(drawn, channel * PLANE, (channel + 1) * PLANE, 1);
      assertThat(figures(face(3, black, mask, mask), drawn, mask).lumaMse())
          .isCloseTo(weights[channel] * weights[channel], within(1e-7));
    }
  }

  @Test
  void facesArePooledByTheSizeOfTheirMasks() {
    // 36 masked pixels off by 0.5, 144 off by 0.25; every face has its own pictures.
    float[] masks = joined(columns(1, 0, 3), filled(1));
    FaceFigures figures =
        figures(
            face(1, joined(filled(0), filled(0.5)), masks, masks),
            joined(filled(0.5), filled(0.25)),
            masks);
    assertThat(figures.faces()).isEqualTo(2);
    assertThat(figures.lumaMse()).isCloseTo((36 * 0.25 + 144 * 0.0625) / 180, within(1e-12));
    assertThat(figures.lumaPsnrDb()).isCloseTo(10, within(1e-12));
  }

  @Test
  void bothSidesCountTheSame() {
    FaceFigures mean =
        FaceFigures.mean(
            new FaceFigures(3, 0.5, 10, 0.5, 1, 0.25, 2), new FaceFigures(5, 1, 20, 1, 0, 0.75, 1));
    assertThat(mean).isEqualTo(new FaceFigures(8, 0.75, 15, 0.75, 0.5, 0.5, 1.5));
  }

  @Test
  void aValueThatIsNoNumberShows() {
    float[] drawn = waves(0);
    drawn[70] = Float.NaN;
    FaceFigures figures = figures(face(1, waves(0), filled(1), filled(1)), drawn, filled(1));
    assertThat(figures.lumaMse()).isNaN();
    assertThat(figures.byName("")).containsOnlyKeys("mask_iou");
  }

  @Test
  void otherFacesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new FaceMeter(16)
                    .measure(
                        face(1, filled(0), filled(0), filled(0)),
                        FloatBuffer.allocate(PLANE),
                        FloatBuffer.allocate(PLANE)))
        .withMessage("a meter for faces of 16 pixels takes only such faces, got 12");
  }
}
