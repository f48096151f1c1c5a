package org.saehdbw.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.saehdbw.dataloaders.FaceSource;
import org.saehdbw.dataloaders.PlainSamples;
import org.saehdbw.dataloaders.SampleOptions;
import org.saehdbw.faces.FaceType;
import org.saehdbw.synthesis.FaceParameters;
import org.saehdbw.synthesis.SyntheticFaces;

/** Swaps whose answer is known: drawn faces stand in the place of a model's pictures. */
class SwapMeterTest {
  private static final int SIDE = 64;
  private static final List<Integer> FACES = List.of(3, 6, 9, 12);
  private static final SyntheticFaces SRC = SyntheticFaces.of(30).size(SIDE).seed(1).identity(0);
  private static final SyntheticFaces DST = SyntheticFaces.of(30).size(SIDE).seed(2).identity(1);
  private static final SampleOptions GRAY = SampleOptions.of(SIDE, 1, FaceType.WHOLE);
  private static final SwapMeter METER = meter(GRAY, FACES.size());

  private static SwapMeter meter(SampleOptions options, int poses) {
    return SwapMeter.of(SRC, DST, FACES, poses, options, warning -> {}).orElseThrow();
  }

  private static FloatBuffer swaps(SampleOptions options, UnaryOperator<FaceParameters> drawn) {
    List<FaceParameters> parameters =
        FACES.stream().map(i -> drawn.apply(DST.parameters(i))).toList();
    return PlainSamples.of(
            FaceSource.all(new SyntheticList(DST, parameters)), options, warning -> {})
        .target();
  }

  private static FloatBuffer person(int who) {
    return swaps(GRAY, face -> face.withIdentity(who));
  }

  private static FloatBuffer each(FloatBuffer pictures, UnaryOperator<double[]> change) {
    FloatBuffer changed = FloatBuffer.allocate(pictures.capacity());
    for (int i = 0; i < FACES.size(); i++) {
      for (double value : change.apply(Luma.of(pictures, i, 1, SIDE * SIDE))) {
        changed.put((float) value);
      }
    }
    return changed.flip();
  }

  @Test
  void theSrcPersonInTheDstsPoseIsFlawless() {
    SwapFigures figures = METER.measure(person(0));
    assertThat(figures.faces()).isEqualTo(4);
    assertThat(figures.poses()).isEqualTo(4);
    assertThat(figures.identityError()).isCloseTo(0, within(1e-15));
    assertThat(figures.identityShare()).isCloseTo(1, within(1e-12));
    assertThat(figures.poseErrorDegrees()).isCloseTo(0, within(1e-9));
    assertThat(figures.expressionError()).isCloseTo(0, within(1e-9));
  }

  @Test
  void theDstFaceItselfIsNoSwap() {
    SwapFigures figures = METER.measure(person(1));
    assertThat(figures.identityShare()).isCloseTo(0, within(1e-12));
    assertThat(figures.identityError()).isGreaterThan(0.005);
    assertThat(figures.unchangedError()).isCloseTo(figures.identityError(), within(1e-12));
    assertThat(METER.measure(person(0)).unchangedError()).isEqualTo(figures.unchangedError());
  }

  @Test
  void brightnessAndContrastDoNotCount() {
    FloatBuffer darker =
        each(
            person(0),
            picture -> {
              double[] made = picture.clone();
              for (int i = 0; i < made.length; i++) {
                made[i] = 0.1 + 0.6 * made[i];
              }
              return made;
            });
    SwapFigures figures = METER.measure(darker);
    assertThat(figures.identityError()).isCloseTo(0, within(1e-10));
    assertThat(figures.identityShare()).isCloseTo(1, within(1e-5));
    assertThat(figures.poseErrorDegrees()).isCloseTo(0, within(0.01));
  }

  @Test
  void aBlendAndAThirdPersonCountBetween() {
    FloatBuffer src = person(0);
    FloatBuffer dst = person(1);
    FloatBuffer blend = FloatBuffer.allocate(src.capacity());
    for (int i = 0; i < src.capacity(); i++) {
      blend.put((src.get(i) + dst.get(i)) / 2);
    }
    assertThat(METER.measure(blend.flip()).identityShare()).isBetween(0.3, 0.7);
    assertThat(METER.measure(person(4)).identityShare()).isBetween(0.2, 0.8);
  }

  @Test
  void aFlatPictureIsNobody() {
    SwapFigures figures = METER.measure(FloatBuffer.allocate(FACES.size() * SIDE * SIDE));
    assertThat(figures.identityShare()).isEqualTo(0.5);
    assertThat(figures.identityError()).isGreaterThan(0.01);
  }

  @Test
  void softerIsNotAnotherPose() {
    SwapFigures figures =
        METER.measure(each(person(0), picture -> BinomialBlur.of(picture, SIDE, 10)));
    assertThat(figures.poseErrorDegrees()).isLessThan(0.5);
    assertThat(figures.expressionError()).isLessThan(0.01);
    assertThat(figures.identityShare()).isBetween(0.85, 1.1);
  }

  @Test
  void aTurnOfTheHeadIsSeenInDegrees() {
    double quarter = Math.toRadians(12.5);
    SwapFigures half = METER.measure(swaps(GRAY, face -> turned(face.withIdentity(0), quarter)));
    assertThat(half.poseErrorDegrees()).isBetween(9.0, 17.0);
    SwapFigures whole =
        METER.measure(swaps(GRAY, face -> turned(face.withIdentity(0), 2 * quarter)));
    // The whole step is one of the meter's own drawings; other axes may take a part of it.
    assertThat(whole.poseErrorDegrees()).isBetween(25.0, 29.2);
    assertThat(half.identityShare()).isLessThan(1);
  }

  private static FaceParameters turned(FaceParameters face, double by) {
    return face.withPose(face.yaw() + by, face.pitch(), face.roll());
  }

  @Test
  void anotherExpressionIsSeenAsAPartOfItsRange() {
    List<Double> errors = new ArrayList<>();
    for (double moved : new double[] {0, 0.25, 0.5}) {
      FloatBuffer swaps =
          swaps(
              GRAY,
              face ->
                  SwapAxis.MOUTH_OPEN.move(
                      face.withIdentity(0), face.mouthOpen() > 0.5 ? -moved : moved));
      errors.add(METER.measure(swaps).expressionError());
    }
    assertThat(errors.get(0)).isCloseTo(0, within(1e-9));
    // A quarter and a half of one of four ranges; other parts of the face may take some of it.
    assertThat(errors.get(1)).isBetween(0.03, 0.15);
    assertThat(errors.get(2)).isBetween(0.12, 0.3);
  }

  @Test
  void colourIsComparedOnLuma() {
    SampleOptions colour = SampleOptions.of(SIDE, 3, FaceType.WHOLE);
    SwapMeter meter = meter(colour, 0);
    SwapFigures figures = meter.measure(swaps(colour, face -> face.withIdentity(0)));
    assertThat(figures.identityShare()).isCloseTo(1, within(1e-12));
    assertThat(figures.poseErrorDegrees()).isNaN();
    assertThat(figures.byName())
        .containsOnlyKeys("swap_identity_error", "swap_unchanged_error", "swap_identity_share");
    double gray = METER.measure(person(1)).identityError();
    assertThat(meter.measure(swaps(colour, face -> face)).identityError())
        .isCloseTo(gray, within(0.02 * gray));
  }

  @Test
  void onlyTwoDrawnPersonsCanBeCompared() {
    assertThat(SwapMeter.of(SRC, DST.identity(0), FACES, 0, GRAY, warning -> {})).isEmpty();
    assertThat(SwapMeter.of(SRC, DST.identities(1, 2), FACES, 0, GRAY, warning -> {})).isEmpty();
    assertThat(SwapMeter.of(SyntheticFaces.of(9), DST, FACES, 0, GRAY, warning -> {})).isEmpty();
    var folder = new SyntheticList(DST, List.of(DST.parameters(0)));
    assertThat(SwapMeter.of(SRC, folder, List.of(0), 0, GRAY, warning -> {})).isEmpty();
  }
}
