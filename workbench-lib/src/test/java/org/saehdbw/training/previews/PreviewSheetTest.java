package org.saehdbw.training.previews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.faces.FaceType;
import org.saehdbw.pictures.Picture;
import org.saehdbw.training.steps.Prediction;

class PreviewSheetTest {
  /** Faces of one pixel: two samples. */
  private static final BatchSide SRC = side(2, 1, 1, steps(100, 101), floats(0.5, 0));

  private static final BatchSide DST = side(2, 1, 1, steps(120, 121), floats(1, 0.25));
  private static final Prediction DRAWN =
      new Prediction(
          2,
          1,
          1,
          steps(110, 111),
          floats(0, 0),
          steps(130, 131),
          floats(0.5, 1),
          steps(140, 141),
          floats(0.5, 0.2));

  private static FloatBuffer steps(int... values) {
    FloatBuffer buffer = FloatBuffer.allocate(values.length);
    for (int value : values) {
      buffer.put(value / 255f);
    }
    return buffer.flip();
  }

  private static FloatBuffer floats(double... values) {
    FloatBuffer buffer = FloatBuffer.allocate(values.length);
    for (double value : values) {
      buffer.put((float) value);
    }
    return buffer.flip();
  }

  private static FloatBuffer all(int count, double value) {
    float[] values = new float[count];
    Arrays.fill(values, (float) value);
    return FloatBuffer.wrap(values);
  }

  private static BatchSide side(
      int count, int channels, int side, FloatBuffer target, FloatBuffer mask) {
    FloatBuffer none = FloatBuffer.allocate(0);
    return BatchSide.of(count, channels, side, none, target, mask, none, List.of());
  }

  private static int[] pixels(Picture picture) {
    int[] values = new int[picture.pixels().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = picture.pixels()[i] & 0xFF;
    }
    return values;
  }

  @Test
  void aRowIsSourceAndDestinationWithTheirDrawingsAndTheSwap() {
    Picture sheet = PreviewSheet.of(SRC, DST, DRAWN, FaceType.WHOLE, false);
    assertThat(sheet.width()).isEqualTo(5);
    assertThat(sheet.height()).isEqualTo(2);
    assertThat(pixels(sheet)).containsExactly(100, 110, 120, 130, 140, 101, 111, 121, 131, 141);
  }

  @ParameterizedTest
  @EnumSource(
      value = FaceType.class,
      names = {"HALF", "MID_FULL", "FULL", "WHOLE"})
  void masksAllButTheSourceDrawnAgain(FaceType faceType) {
    Picture sheet = PreviewSheet.of(SRC, DST, DRAWN, faceType, true);
    // The swap: 140 * 0.5 * 0.5 and 141 * 1 * 0.2; the destination's target: 121 * 0.25 = 30.25.
    assertThat(pixels(sheet)).containsExactly(50, 110, 120, 65, 35, 0, 111, 30, 131, 28);
  }

  @ParameterizedTest
  @EnumSource(
      value = FaceType.class,
      names = {"HEAD", "HEAD_NO_ALIGN"})
  void aHeadsSwapIsMaskedByItsOwnMaskAlone(FaceType faceType) {
    Picture sheet = PreviewSheet.of(SRC, DST, DRAWN, faceType, true);
    assertThat(pixels(sheet)).containsExactly(50, 110, 120, 65, 70, 0, 111, 30, 131, 28);
  }

  @Test
  void colourKeepsPlacesAndTurnsPlanesIntoPixels() {
    FloatBuffer zero = steps(0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23);
    FloatBuffer forty = steps(40, 41, 42, 43, 50, 51, 52, 53, 60, 61, 62, 63);
    FloatBuffer eighty = steps(80, 81, 82, 83, 90, 91, 92, 93, 100, 101, 102, 103);
    FloatBuffer mask = floats(1, 0, 1, 1);
    Prediction drawn = new Prediction(1, 3, 2, forty, mask, zero, mask, eighty, mask);
    BatchSide src = side(1, 3, 2, zero, mask);
    BatchSide dst = side(1, 3, 2, eighty, mask);
    int[] got = pixels(PreviewSheet.of(src, dst, drawn, FaceType.FULL, true));
    assertThat(Arrays.copyOfRange(got, 0, 30))
        .containsExactly(
            0, 10, 20, 0, 0, 0, // S, its second pixel outside the mask
            40, 50, 60, 41, 51, 61, // SS
            80, 90, 100, 0, 0, 0, // D
            0, 10, 20, 0, 0, 0, // DD
            80, 90, 100, 0, 0, 0); // SD
    assertThat(Arrays.copyOfRange(got, 30, 42))
        .containsExactly(2, 12, 22, 3, 13, 23, 42, 52, 62, 43, 53, 63);
  }

  @Test
  void cutsOffWhatIsOutsideTheRange() {
    FloatBuffer out = floats(-0.5, 1.5, Double.NaN, 0.5);
    FloatBuffer mask = all(4, 1);
    BatchSide side = side(1, 1, 2, out, mask);
    Prediction drawn = new Prediction(1, 1, 2, out, mask, out, mask, out, mask);
    assertThat(pixels(PreviewSheet.of(side, side, drawn, FaceType.FULL, false)))
        .containsExactly(
            0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 128, 0, 128, 0, 128, 0, 128, 0, 128);
  }

  @ParameterizedTest
  @CsvSource({"8,64,4", "2,64,2", "8,200,4", "8,201,3", "8,256,3", "8,384,2", "8,640,1", "8,999,1"})
  void showsFourSamplesOrWhatFitsInto800Pixels(int samples, int side, int rows) {
    assertThat(PreviewSheet.rows(samples, side)).isEqualTo(rows);
  }

  @Test
  void theSmallerSideOfABatchDecides() {
    BatchSide one = side(1, 1, 1, steps(100), floats(1));
    assertThat(PreviewSheet.of(one, DST, DRAWN, FaceType.WHOLE, false).height()).isEqualTo(1);
    assertThat(PreviewSheet.of(SRC, one, DRAWN, FaceType.WHOLE, false).height()).isEqualTo(1);
  }

  @Test
  void smallFacesHaveTwoSheets() {
    PreviewPages pages = PreviewSheet.pages(SRC, DST, DRAWN, FaceType.WHOLE);
    assertThat(pages.pages())
        .extracting(PreviewPages.Page::grid)
        .containsExactly("faces", "faces-masked");
    assertThat(pixels(pages.pages().get(0).picture()))
        .isEqualTo(pixels(PreviewSheet.of(SRC, DST, DRAWN, FaceType.WHOLE, false)));
    assertThat(pixels(pages.pages().get(1).picture()))
        .isEqualTo(pixels(PreviewSheet.of(SRC, DST, DRAWN, FaceType.WHOLE, true)));
  }

  @Test
  void facesAbove256PixelsHaveSixSheetsOfTwoColumns() {
    assertThat(large(256).pages()).hasSize(2);
    PreviewPages pages = large(257);
    assertThat(pages.pages().stream().map(page -> page.grid() + columns(page.picture(), 257)))
        .containsExactly(
            "src-src[51, 102]",
            "dst-dst[153, 204]",
            "swap[153, 255]",
            "masked-src-src[31, 102]",
            "masked-dst-dst[61, 163]",
            "masked-swap[61, 122]");
  }

  /** Live views show the last file by name. */
  @Test
  void theUnmaskedSheetWithTheSwapIsLastByName() {
    for (int size : List.of(256, 257)) {
      List<String> files = large(size).pages().stream().map(p -> p.grid() + ".png").toList();
      assertThat(files.stream().max(String::compareTo).orElseThrow())
          .isEqualTo(size == 256 ? "faces.png" : "swap.png");
    }
  }

  /** S 0.2, SS 0.4, D 0.6, DD 0.8, SD 1; masks Ms 0.6, Md 0.4, DDm 0.8, SDm 0.6. */
  private static PreviewPages large(int size) {
    int count = 3 * size * size;
    BatchSide src = side(3, 1, size, all(count, 0.2), all(count, 0.6));
    BatchSide dst = side(3, 1, size, all(count, 0.6), all(count, 0.4));
    Prediction drawn =
        new Prediction(
            3,
            1,
            size,
            all(count, 0.4),
            all(count, 0.9),
            all(count, 0.8),
            all(count, 0.8),
            all(count, 1),
            all(count, 0.6));
    return PreviewSheet.pages(src, dst, drawn, FaceType.WHOLE);
  }

  /** The values of the last row's columns, if each has one only. */
  private static List<Integer> columns(Picture picture, int side) {
    assertThat(picture.width()).isEqualTo(2 * side);
    assertThat(picture.height()).isEqualTo(3 * side);
    int[] all = pixels(picture);
    int[] row = Arrays.copyOfRange(all, all.length - 2 * side, all.length);
    return Arrays.stream(row).distinct().boxed().toList();
  }

  @Test
  void refusesWhatDoesNotBelongTogether() {
    BatchSide other = side(1, 3, 2, all(12, 0), all(4, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PreviewSheet.of(SRC, other, DRAWN, FaceType.WHOLE, false))
        .withMessage(
            "a preview needs pictures of the same channels x side, got src 1 x 1, dst 3 x 2, drawn"
                + " 1 x 1");
    Prediction one =
        new Prediction(
            1,
            1,
            1,
            DRAWN.srcSrc(),
            DRAWN.srcSrcMask(),
            DRAWN.dstDst(),
            DRAWN.dstDstMask(),
            DRAWN.srcDst(),
            DRAWN.srcDstMask());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PreviewSheet.pages(SRC, DST, one, FaceType.WHOLE))
        .withMessage("a preview of 2 and 2 samples needs 2 that are drawn, got 1");
  }
}
