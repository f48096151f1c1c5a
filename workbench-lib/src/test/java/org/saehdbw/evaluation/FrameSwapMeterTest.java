package org.saehdbw.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.Picture;
import org.saehdbw.synthesis.FaceParameters;
import org.saehdbw.synthesis.SyntheticFaces;

/** Merged frames whose faces are known: drawn persons in the place of each other. */
class FrameSwapMeterTest {
  private static final int SIDE = 128;
  private static final SyntheticFaces SRC = SyntheticFaces.of(40).size(SIDE).seed(1).identity(0);
  private static final SyntheticFaces DST = SyntheticFaces.of(12).size(SIDE).seed(2).identity(1);

  private static Landmarks landmarks(FaceParameters face) {
    return DST.metadata(face).landmarks();
  }

  private static FrameSwapMeter.Likeness mean(FrameSwapMeter meter, int shown)
      throws FaceFileException {
    List<FrameSwapMeter.Likeness> all = new ArrayList<>();
    for (int i = 0; i < DST.count(); i++) {
      FaceParameters face = DST.parameters(i);
      Picture merged = DST.render(face.withIdentity(shown));
      all.add(meter.measure(DST.render(face), merged, landmarks(face)));
    }
    return FrameSwapMeter.Likeness.mean(all);
  }

  @Test
  void eachPersonIsLikeItself() throws Exception {
    FrameSwapMeter meter = new FrameSwapMeter(SRC);
    FrameSwapMeter.Likeness unchanged = mean(meter, 1);
    assertThat(unchanged.similarityDst()).isCloseTo(1, within(1e-9));
    assertThat(unchanged.identityShare()).isCloseTo(0, within(1e-9));
    FrameSwapMeter.Likeness swapped = mean(meter, 0);
    FrameSwapMeter.Likeness other = mean(meter, 4);
    assertThat(swapped.similaritySrc()).isGreaterThan(unchanged.similaritySrc() + 0.05);
    assertThat(swapped.similaritySrc()).isGreaterThan(other.similaritySrc() + 0.05);
    assertThat(swapped.similarityDst()).isLessThan(0.95);
    assertThat(swapped.identityShare()).isBetween(0.4, 1.0);
    assertThat(swapped.identityShare()).isGreaterThan(other.identityShare());
  }

  @Test
  void withTheTruthAsTheOnlySrcFaceTheShareIsThatOfTheEvaluation() throws Exception {
    FaceParameters face = DST.parameters(3);
    FaceParameters wanted = face.withIdentity(0);
    Landmarks place = DST.metadata(wanted).landmarks();
    FrameSwapMeter meter = new FrameSwapMeter(new SyntheticList(DST, List.of(wanted)));
    Picture source = DST.render(face);
    FrameSwapMeter.Likeness flawless = meter.measure(source, DST.render(wanted), place);
    assertThat(flawless.similaritySrc()).isCloseTo(1, within(1e-5));
    assertThat(flawless.identityShare()).isCloseTo(1, within(1e-5));
    Picture dim = changed(source, 0.5, 30);
    assertThat(meter.measure(source, dim, place).similarityDst())
        .as("brightness and contrast do not count")
        .isCloseTo(1, within(2e-3));
  }

  private static Picture changed(Picture picture, double gain, int offset) {
    byte[] pixels = new byte[picture.pixels().length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.round(offset + gain * (picture.pixels()[i] & 0xff));
    }
    return new Picture(picture.width(), picture.height(), picture.channels(), pixels);
  }

  @Test
  void whatCannotBeCutOutIsNotKnown() throws Exception {
    FrameSwapMeter meter = new FrameSwapMeter(SRC);
    FaceParameters face = DST.parameters(0);
    Picture frame = DST.render(face);
    Landmarks far = landmarks(face).map(new Affine(1, 0, 1000, 0, 1, 0));
    assertThat(meter.measure(frame, frame, far)).isEqualTo(FrameSwapMeter.Likeness.UNKNOWN);
    Landmarks none = Landmarks.of(new double[2 * Landmarks.COUNT]);
    assertThat(meter.measure(frame, frame, none)).isEqualTo(FrameSwapMeter.Likeness.UNKNOWN);
    assertThat(
            FrameSwapMeter.Likeness.mean(
                List.of(
                    FrameSwapMeter.Likeness.UNKNOWN, new FrameSwapMeter.Likeness(0.5, 0.2, 0.7))))
        .isEqualTo(new FrameSwapMeter.Likeness(0.5, 0.2, 0.7));
    assertThatThrownBy(() -> new FrameSwapMeter(new SyntheticList(DST, List.of())))
        .isInstanceOf(FaceFileException.class)
        .hasMessage("drawn faces: must have a face whose landmarks allow an alignment");
  }
}
