package org.saehdbw.facesets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.saehdbw.pictures.Picture;

class FaceSheetTest {
  private static Faceset faces(Picture... pictures) {
    return new Faceset() {
      @Override
      public String name() {
        return "pictures";
      }

      @Override
      public List<FaceEntry> entries() {
        List<FaceEntry> entries = new ArrayList<>();
        for (int i = 0; i < pictures.length; i++) {
          entries.add(null);
        }
        return entries;
      }

      @Override
      public List<RejectedFile> rejected() {
        return List.of();
      }

      @Override
      public Picture decode(int index) {
        return pictures[index];
      }
    };
  }

  private static Picture plain(int side, int channels, int value) {
    byte[] pixels = new byte[side * side * channels];
    java.util.Arrays.fill(pixels, (byte) value);
    return new Picture(side, side, channels, pixels);
  }

  @Test
  void setsFacesOfAllSizesInSquaresOfOneSize() throws Exception {
    Picture sheet = faces(plain(2, 1, 10), plain(4, 3, 20), plain(1, 3, 30)).sheet(24);
    assertThat(sheet.width()).isEqualTo(12);
    assertThat(sheet.height()).isEqualTo(4);
    assertThat(sheet.channels()).isEqualTo(3);
    for (int face = 0; face < 3; face++) {
      assertThat(sheet.pixels()[3 * (3 * 12 + 4 * face + 3) + 2])
          .isEqualTo((byte) (10 * (face + 1)));
    }
  }

  @Test
  void spreadsOverTheSetAndHalvesWhatIsTooLarge() throws Exception {
    Picture large = plain(512, 1, 0);
    large.pixels()[0] = 40;
    Picture sheet = faces(large, plain(8, 1, 1), plain(8, 1, 2), plain(8, 1, 3)).sheet(2);
    assertThat(sheet.width()).isEqualTo(512);
    assertThat(sheet.height()).isEqualTo(256);
    assertThat(sheet.pixels()[3 * 256]).isEqualTo((byte) 2);
  }

  @Test
  void anEmptySetHasNone() {
    assertThatThrownBy(() -> faces().sheet(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a sheet needs at least one face, got 3 of 0 faces");
  }
}
