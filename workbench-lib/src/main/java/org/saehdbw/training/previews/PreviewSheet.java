package org.saehdbw.training.previews;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.faces.FaceType;
import org.saehdbw.pictures.Picture;
import org.saehdbw.training.steps.Prediction;

/**
 * Sets what a model was shown and what it drew side by side, as DeepFaceLab's preview does.
 *
 * <p>Columns are named S and D for the source's and destination's targets, SS and DD for the
 * model's drawing of each, SD for the swap. A row is a sample. Values are cut to [0, 1] and rounded
 * to the nearest of 256 steps, so that a target looks exactly like its file (DeepFaceLab's colour
 * form cuts the fraction off and is up to one step darker).
 */
public final class PreviewSheet {
  private static final int MOST_ROWS = 4;
  private static final int MOST_PIXELS = 800;
  private static final int WIDEST_IN_ONE = 256;

  private final BatchSide src;
  private final BatchSide dst;
  private final Prediction drawn;
  private final FaceType faceType;

  private PreviewSheet(BatchSide src, BatchSide dst, Prediction drawn, FaceType faceType) {
    this.src = src;
    this.dst = dst;
    this.drawn = drawn;
    this.faceType = faceType;
  }

  /**
   * Returns how many samples a preview shows, and so how many have to be drawn: at most 4, and no
   * more than fit into 800 pixels, but one always.
   *
   * @param samples how many there are, at least 1
   * @param side rows and columns of a face
   */
  public static int rows(int samples, int side) {
    return Math.max(1, Math.min(Math.min(MOST_ROWS, samples), MOST_PIXELS / side));
  }

  /**
   * Returns the sheet of five columns: S, SS, D, DD, SD; with masks S·Ms, SS, D·Md, DD·DDm and
   * SD·DDm·SDm, for face types wider than whole_face SD·SDm.
   *
   * @param src what the source faces should look like; its targets were the network's input
   * @param dst the same of the destination
   * @param drawn from those targets; {@link #rows} samples at least
   * @param faceType the model's
   * @param masked whether masks are applied
   * @return a picture with as many channels as the model has
   * @throws IllegalArgumentException if channels or sides differ, or there are too few samples
   */
  public static Picture of(
      BatchSide src, BatchSide dst, Prediction drawn, FaceType faceType, boolean masked) {
    PreviewSheet sheet = checked(src, dst, drawn, faceType);
    return masked
        ? sheet.join(
            sheet.srcMasked(), sheet.srcSrc(), sheet.dstMasked(), sheet.dstDstMasked(), sheet.cut())
        : sheet.join(
            sheet.srcPlain(), sheet.srcSrc(), sheet.dstPlain(), sheet.dstDst(), sheet.swap());
  }

  /**
   * Returns all sheets of a preview. Up to 256 pixels these are {@code faces} and {@code
   * faces-masked}; above, six of two columns: {@code src-src}, {@code dst-dst}, {@code swap} (D,
   * SD) and, with {@code masked-} before the name, their masked forms, where SS alone is never
   * masked.
   *
   * @param src what the source faces should look like; its targets were the network's input
   * @param dst the same of the destination
   * @param drawn from those targets; {@link #rows} samples at least
   * @param faceType the model's
   * @throws IllegalArgumentException if channels or sides differ, or there are too few samples
   */
  public static PreviewPages pages(
      BatchSide src, BatchSide dst, Prediction drawn, FaceType faceType) {
    if (drawn.side() <= WIDEST_IN_ONE) {
      return new PreviewPages(
          List.of(
              new PreviewPages.Page("faces", of(src, dst, drawn, faceType, false)),
              new PreviewPages.Page("faces-masked", of(src, dst, drawn, faceType, true))));
    }
    PreviewSheet sheet = checked(src, dst, drawn, faceType);
    return new PreviewPages(
        List.of(
            sheet.page("src-src", sheet.srcPlain(), sheet.srcSrc()),
            sheet.page("dst-dst", sheet.dstPlain(), sheet.dstDst()),
            sheet.page("swap", sheet.dstPlain(), sheet.swap()),
            sheet.page("masked-src-src", sheet.srcMasked(), sheet.srcSrc()),
            sheet.page("masked-dst-dst", sheet.dstMasked(), sheet.dstDstMasked()),
            sheet.page("masked-swap", sheet.dstMasked(), sheet.cut())));
  }

  /** Pictures and the one-channel masks that they are multiplied with. */
  private record Column(FloatBuffer pictures, List<FloatBuffer> masks) {
    static Column of(FloatBuffer pictures, FloatBuffer... masks) {
      return new Column(pictures, List.of(masks));
    }

    byte step(int value, int maskValue) {
      float product = pictures.get(value);
      for (FloatBuffer mask : masks) {
        product *= mask.get(maskValue);
      }
      return (byte) Math.round(255 * Math.min(1, Math.max(0, product)));
    }
  }

  private Column srcPlain() {
    return Column.of(src.target());
  }

  private Column srcMasked() {
    return Column.of(src.target(), src.mask());
  }

  private Column srcSrc() {
    return Column.of(drawn.srcSrc());
  }

  private Column dstPlain() {
    return Column.of(dst.target());
  }

  private Column dstMasked() {
    return Column.of(dst.target(), dst.mask());
  }

  private Column dstDst() {
    return Column.of(drawn.dstDst());
  }

  private Column dstDstMasked() {
    return Column.of(drawn.dstDst(), drawn.dstDstMask());
  }

  private Column swap() {
    return Column.of(drawn.srcDst());
  }

  private Column cut() {
    return faceType.id() > FaceType.WHOLE.id()
        ? Column.of(drawn.srcDst(), drawn.srcDstMask())
        : Column.of(drawn.srcDst(), drawn.dstDstMask(), drawn.srcDstMask());
  }

  private PreviewPages.Page page(String grid, Column left, Column right) {
    return new PreviewPages.Page(grid, join(left, right));
  }

  private Picture join(Column... columns) {
    int side = drawn.side();
    int channels = drawn.channels();
    int rows = rowsShown();
    int width = side * columns.length;
    byte[] pixels = new byte[rows * side * width * channels];
    int to = 0;
    for (int row = 0; row < rows * side; row++) {
      int sample = row / side;
      int line = row % side * side;
      for (Column column : columns) {
        for (int pixel = line; pixel < line + side; pixel++) {
          for (int channel = 0; channel < channels; channel++) {
            int plane = sample * channels + channel;
            pixels[to++] = column.step(plane * side * side + pixel, sample * side * side + pixel);
          }
        }
      }
    }
    return new Picture(width, rows * side, channels, pixels);
  }

  private int rowsShown() {
    return rows(Math.min(src.count(), dst.count()), drawn.side());
  }

  private static PreviewSheet checked(
      BatchSide src, BatchSide dst, Prediction drawn, FaceType faceType) {
    List<String> sizes = new ArrayList<>();
    sizes.add("src " + src.channels() + " x " + src.side());
    sizes.add("dst " + dst.channels() + " x " + dst.side());
    sizes.add("drawn " + drawn.channels() + " x " + drawn.side());
    if (sizes.stream().map(size -> size.substring(size.indexOf(' '))).distinct().count() > 1) {
      throw new IllegalArgumentException(
          "a preview needs pictures of the same channels x side, got " + String.join(", ", sizes));
    }
    PreviewSheet sheet = new PreviewSheet(src, dst, drawn, faceType);
    if (src.count() < 1 || dst.count() < 1 || drawn.count() < sheet.rowsShown()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a preview of %d and %d samples needs %d that are drawn, got %d",
              src.count(),
              dst.count(),
              sheet.rowsShown(),
              drawn.count()));
    }
    return sheet;
  }
}
