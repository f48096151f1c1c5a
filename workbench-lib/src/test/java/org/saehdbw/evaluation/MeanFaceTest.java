package org.saehdbw.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.saehdbw.dataloaders.BatchSide;

class MeanFaceTest {
  private static final float[] THREE_OF_FOUR = {1, 1, 1, 0};

  private static MeanFace ramp() {
    MeanFace mean = new MeanFace(1, 2);
    mean.add(Faces.of(1, 1, 2, new float[] {0, 0.5f, 1, 0.75f}, new float[4]));
    return mean;
  }

  private static BatchSide faces(float[] target, float[] mask) {
    return Faces.of(target.length / 4, 1, 2, target, mask);
  }

  @Test
  void isTheMeanOfAllTargets() {
    MeanFace mean = new MeanFace(3, 1);
    mean.add(Faces.of(2, 3, 1, new float[] {0, 0.25f, 1, 0.5f, 0.25f, 0}, new float[2]));
    mean.add(Faces.of(2, 3, 1, new float[] {1, 0.25f, 0.5f, 0.5f, 0.25f, 1}, new float[2]));
    assertThat(mean.faces()).isEqualTo(4);
    assertThat(mean.mean()).containsExactly(0.5f, 0.25f, 0.625f);
  }

  @Test
  void aBrighterAndFlatterMeanFaceIsFitted() {
    // 0.5 * mean + 0.25 inside the mask, anything outside.
    BatchSide heldOut = faces(new float[] {0.25f, 0.5f, 0.75f, 0}, THREE_OF_FOUR);
    assertThat(ramp().error(heldOut)).isCloseTo(0, within(1e-14));
    FloatBuffer drawn = ramp().draw(heldOut);
    assertThat(drawn.array()).containsExactly(0.25f, 0.5f, 0.75f, 0.625f);
  }

  @Test
  void unfittedItIsOnePictureForAll() {
    // 0, 0.5, 1 against 0.25, 0.5, 0.75 and against 1, 0.5, 0.
    BatchSide heldOut =
        faces(
            new float[] {0.25f, 0.5f, 0.75f, 0, 1, 0.5f, 0, 0},
            new float[] {1, 1, 1, 0, 1, 1, 1, 0});
    assertThat(ramp().unfittedError(heldOut)).isCloseTo((2 * 0.0625 + 2) / 6, within(1e-8));
  }

  @Test
  void whatNoBrightnessExplainsIsTheError() {
    // Means 0.5 and 0.4; gain 0.2 / 0.5, offset 0.2; fitted 0.2, 0.4, 0.6 against 0.1, 0.6, 0.5.
    BatchSide heldOut = faces(new float[] {0.1f, 0.6f, 0.5f, 1}, THREE_OF_FOUR);
    assertThat(ramp().error(heldOut)).isCloseTo(0.06 / 3, within(1e-8));
  }

  @Test
  void theMaskWeighsTheFit() {
    // Means 0.5 and 0.45; gain 0.4, offset 0.25; each value is off by 0.15.
    BatchSide heldOut = faces(new float[] {0.1f, 0.6f, 0.5f, 1}, new float[] {0.5f, 1, 0.5f, 0});
    assertThat(ramp().error(heldOut)).isCloseTo(0.15 * 0.15, within(1e-8));
  }

  @Test
  void everyFaceHasItsOwnFit() {
    BatchSide heldOut =
        faces(
            new float[] {0.25f, 0.5f, 0.75f, 0, 1, 0.5f, 0, 0},
            new float[] {1, 1, 1, 0, 1, 1, 1, 0});
    assertThat(ramp().error(heldOut)).isCloseTo(0, within(1e-14));
  }

  @Test
  void everyFaceHasItsOwnMask() {
    // The first face leaves out its last pixel, the second its first; both are then exact.
    BatchSide heldOut =
        faces(
            new float[] {0.25f, 0.5f, 0.75f, 0, 1, 0.25f, 0.5f, 0.375f},
            new float[] {1, 1, 1, 0, 0, 1, 1, 1});
    assertThat(ramp().error(heldOut)).isCloseTo(0, within(1e-14));
  }

  @Test
  void channelsShareOneFit() {
    MeanFace mean = new MeanFace(3, 1);
    mean.add(Faces.of(1, 3, 1, new float[] {0, 0.5f, 1}, new float[1]));
    BatchSide heldOut = Faces.of(1, 3, 1, new float[] {0.1f, 0.6f, 0.5f}, new float[] {0.5f});
    assertThat(mean.error(heldOut)).isCloseTo(0.06 / 3, within(1e-8));
  }

  @Test
  void aFlatMeanIsFittedByItsOffset() {
    MeanFace mean = new MeanFace(1, 2);
    mean.add(faces(new float[] {0.3f, 0.3f, 0.3f, 1}, new float[4]));
    assertThat(mean.error(faces(new float[] {0, 1, 0.5f, 0}, THREE_OF_FOUR)))
        .isCloseTo(0.5 / 3, within(1e-8));
  }

  @Test
  void aFaceWithoutAMaskDoesNotCount() {
    BatchSide heldOut =
        faces(new float[] {0.1f, 0.6f, 0.5f, 1, 1, 0, 1, 0}, new float[] {1, 1, 1, 0, 0, 0, 0, 0});
    assertThat(ramp().error(heldOut)).isCloseTo(0.06 / 3, within(1e-8));
  }

  @Test
  void refusesOtherFacesAndNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ramp().add(Faces.of(1, 3, 4, new float[48], new float[16])))
        .withMessage(
            "a mean of faces of 1 channels and 2 pixels takes only such faces, got 3 and 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ramp().error(Faces.of(1, 1, 1, new float[1], new float[1])))
        .withMessage(
            "a mean of faces of 1 channels and 2 pixels takes only such faces, got 1 and 1");
    assertThatIllegalStateException()
        .isThrownBy(() -> new MeanFace(1, 2).mean())
        .withMessage("a mean face needs at least one face, got 0");
  }
}
