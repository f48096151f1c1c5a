package org.saehdbw.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.saehdbw.pictures.Picture;

class PicturesTest {
  @Test
  void takesASampleOutOfPlanesAndCutsWhatIsOutside() {
    FloatBuffer values = FloatBuffer.wrap(new float[] {9, 9, 9, -1, 0.5f, 2});

    assertThat(Pictures.of(values, 1, 3, 1).pixels()).containsExactly(0, 128, 255);
  }

  @Test
  void setsPicturesSideBySideOnWhite() {
    Picture gray = new Picture(1, 1, 1, new byte[] {7});
    Picture colour = new Picture(1, 1, 3, new byte[] {1, 2, 3});

    Picture row = Pictures.row(2, gray, colour);

    assertThat(row.width()).isEqualTo(2 + 6 + 2);
    assertThat(row.height()).isEqualTo(2);
    assertThat(row.pixels()).startsWith(7, 7, 7, 7, 7, 7, 255, 255, 255).endsWith(1, 2, 3);
  }

  @Test
  void aRowNeedsAPicture() {
    assertThatThrownBy(() -> Pictures.row(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a row needs a scale of at least 1 and a picture, got 2 and 0 pictures");
  }
}
