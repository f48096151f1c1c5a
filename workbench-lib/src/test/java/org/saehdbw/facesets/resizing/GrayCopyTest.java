package org.saehdbw.facesets.resizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.FacesetSplit;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.GrayFrom;
import org.saehdbw.pictures.JpegQuality;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;
import org.saehdbw.sources.Facesets;
import org.saehdbw.synthesis.SyntheticFaces;
import org.saehdbw.testing.TinyFaceset;

class GrayCopyTest {
  @TempDir private Path folder;

  private Faceset colour() throws IOException, InterruptedException, FaceFileException {
    TinyFaceset.write(TinyFaceset.of(24, 64, 3), folder.resolve("colour"));
    return Facesets.open(folder.resolve("colour"), 1);
  }

  @Test
  void keepsNamesFaceDataAndWhoIsHeldOut()
      throws IOException, InterruptedException, FaceFileException {
    Faceset colour = colour();
    List<Integer> counts = new ArrayList<>();
    GrayCopy.write(colour, folder.resolve("gray"), GrayFrom.LUMA, counts::add);
    Faceset gray = Facesets.open(folder.resolve("gray"), 1);
    assertThat(counts).hasSize(24).endsWith(24);
    assertThat(gray.rejected()).isEmpty();
    assertThat(FacesetSplit.of(gray, 0.3)).isEqualTo(FacesetSplit.of(colour, 0.3));
    assertThat(FacesetSplit.of(colour, 0.3).heldOut()).isNotEmpty();
    for (int i = 0; i < 24; i++) {
      Faceset.FaceEntry before = colour.entries().get(i);
      Faceset.FaceEntry after = gray.entries().get(i);
      assertThat(after.name()).isEqualTo(before.name());
      assertThat(after.channels()).isEqualTo(1);
      assertThat(after.metadata().landmarks()).isEqualTo(before.metadata().landmarks());
      assertThat(gray.originHash(i)).isEqualTo(colour.contentHash(i));
      assertThat(gray.contentHash(i)).isNotEqualTo(colour.contentHash(i));
      assertThat(meanDistance(gray.decode(i), GrayFrom.LUMA.apply(colour.decode(i)))).isLessThan(1);
    }
  }

  private static double meanDistance(Picture a, Picture b) {
    byte[] left = a.pixels();
    byte[] right = b.pixels();
    assertThat(left).hasSameSizeAs(right);
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += Math.abs((left[i] & 0xFF) - (right[i] & 0xFF));
    }
    return sum / left.length;
  }

  @Test
  void tellsTheQualityOfAFile() throws FaceFileException {
    Picture picture = TinyFaceset.of(1, 64).decode(0);
    for (int quality : new int[] {100, 95, 90, 75, 50, 30, 10}) {
      assertThat(JpegQuality.of(PictureFiles.encodeJpeg(picture, quality))).hasValue(quality);
    }
  }

  @Test
  void drawnGrayFacesAreSplitAsTheirColour() throws FaceFileException {
    SyntheticFaces faces = TinyFaceset.of(40, 64);
    assertThat(FacesetSplit.of(faces.gray(), 0.2)).isEqualTo(FacesetSplit.of(faces.colour(), 0.2));
    assertThat(faces.gray().originHash(3)).isEqualTo(faces.colour().contentHash(3));
    assertThat(faces.gray().contentHash(3)).isNotEqualTo(faces.colour().contentHash(3));
  }

  @Test
  void refusesWhatItCannotDo() throws IOException, InterruptedException, FaceFileException {
    Faceset colour = colour();
    Path out = folder.resolve("gray");
    assertThatThrownBy(() -> GrayCopy.write(colour, out, GrayFrom.RANDOM, n -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a gray copy needs one way to gray, gray_from must not be random");
    GrayCopy.write(colour, out, GrayFrom.LUMA, n -> {});
    assertThatThrownBy(() -> GrayCopy.write(colour, out, GrayFrom.LUMA, n -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a gray copy goes into a new folder, got " + out);
    Files.writeString(out.resolve(GrayCopy.ORIGINS), "name,origin_sha256\nface.jpg,abc\n");
    assertThatThrownBy(() -> Facesets.open(out, 1))
        .isInstanceOf(FaceFileException.class)
        .hasMessage(
            out.resolve(GrayCopy.ORIGINS)
                + ": each line must be a name and 64 hexadecimal digits, got face.jpg,abc");
  }
}
