package org.saehdbw.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.saehdbw.dataloaders.BatchSide;

class MaskedErrorTest {
  private static final BatchSide FIRST =
      Faces.of(1, 1, 2, new float[] {0.25f, 0.25f, 0.5f, 1}, new float[] {1, 0.5f, 0.5f, 0});
  private static final float[] DRAWN = {0.5f, 0.25f, 1, 0};

  @Test
  void weighsSquaresWithTheMask() {
    MaskedError error = new MaskedError();
    error.add(FIRST, FloatBuffer.wrap(DRAWN));
    // (1 * 0.25² + 0.5 * 0² + 0.5 * 0.5²) / (1 + 0.5 + 0.5); the last pixel is outside.
    assertThat(error.value()).isEqualTo(0.09375);
    assertThat(error.faces()).isEqualTo(1);
  }

  @Test
  void poolsFacesByTheSizeOfTheirMasks() {
    MaskedError error = new MaskedError();
    error.add(FIRST, FloatBuffer.wrap(DRAWN));
    error.add(
        Faces.of(1, 1, 2, new float[4], new float[] {1, 1, 1, 1}),
        FloatBuffer.wrap(new float[] {0.5f, 0.5f, -0.5f, 0.5f}));
    assertThat(error.value()).isCloseTo((0.1875 + 1) / 6, within(1e-15));
    assertThat(error.faces()).isEqualTo(2);
  }

  @Test
  void samplesOfABatchHaveTheirOwnMasks() {
    MaskedError error = new MaskedError();
    error.add(
        Faces.of(2, 1, 1, new float[] {0, 0}, new float[] {1, 0.25f}),
        FloatBuffer.wrap(new float[] {0.5f, 1}));
    assertThat(error.value()).isEqualTo((0.25 + 0.25) / 1.25);
  }

  @Test
  void isTheMeanOverChannels() {
    MaskedError error = new MaskedError();
    // Two pixels, the second outside: blue off by 0.5, green by 0.25, red by nothing.
    error.add(
        Faces.of(1, 3, 2, new float[12], new float[] {1, 0, 0, 0}),
        FloatBuffer.wrap(new float[] {0.5f, 9, 9, 9, -0.25f, 9, 9, 9, 0, 9, 9, 9}));
    assertThat(error.value()).isCloseTo((0.25 + 0.0625) / 3, within(1e-15));
  }

  @Test
  void everySampleHasItsOwnChannels() {
    MaskedError error = new MaskedError();
    error.add(
        Faces.of(2, 3, 1, new float[] {0, 0, 0, 0, 0, 1}, new float[] {1, 1}),
        FloatBuffer.wrap(new float[] {0, 0, 0, 0.5f, 0.5f, 0}));
    assertThat(error.value()).isCloseTo((0.25 + 0.25 + 1) / 6, within(1e-15));
  }

  @Test
  void aValueThatIsNoNumberShows() {
    MaskedError error = new MaskedError();
    error.add(FIRST, FloatBuffer.wrap(new float[] {Float.NaN, 0, 0, 0}));
    assertThat(error.value()).isNaN();
  }

  @Test
  void needsAMask() {
    MaskedError error = new MaskedError();
    error.add(Faces.of(1, 1, 1, new float[1], new float[1]), FloatBuffer.wrap(new float[1]));
    assertThatIllegalStateException()
        .isThrownBy(error::value)
        .withMessage("an error needs at least one face whose mask is not empty, got 1 faces");
  }
}
