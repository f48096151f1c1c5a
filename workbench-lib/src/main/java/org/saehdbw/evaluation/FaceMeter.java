package org.saehdbw.evaluation;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.saehdbw.dataloaders.BatchSide;

/**
 * Measures drawn faces against what they should look like, on luma, so that gray and colour models
 * can be compared. Keeps scratch memory; for one thread at a time.
 */
public final class FaceMeter {
  private static final double INSIDE = 0.5;

  private final int side;
  private final StructuralSimilarity similarity;

  /**
   * Prepares for faces of one size.
   *
   * @param side rows and columns, at least 11
   * @throws IllegalArgumentException if it is less
   */
  public FaceMeter(int side) {
    this.side = side;
    similarity = new StructuralSimilarity(side);
  }

  /**
   * Measures faces, with {@link FaceFigures#of} to pool them.
   *
   * @param truth what they should look like: targets and both masks are used; without
   *     eyes-and-mouth masks (all zero) the figure of eyes and mouth is missing
   * @param drawn a model's pictures of them, from position 0 in the order of the targets
   * @param masks the masks it drew, one channel
   * @return one measure a face, in order
   * @throws IllegalArgumentException if the faces have another side
   */
  public List<FaceMeasure> measure(BatchSide truth, FloatBuffer drawn, FloatBuffer masks) {
    if (truth.side() != side) {
      throw new IllegalArgumentException(
          "a meter for faces of " + side + " pixels takes only such faces, got " + truth.side());
    }
    List<FaceMeasure> measures = new ArrayList<>();
    for (int i = 0; i < truth.count(); i++) {
      int plane = side * side;
      measures.add(
          measure(
              Luma.of(truth.target(), i, truth.channels(), plane),
              Luma.of(drawn, i, truth.channels(), plane),
              Luma.of(truth.mask(), i, 1, plane),
              Luma.of(truth.eyesMouth(), i, 1, plane),
              Luma.of(masks, i, 1, plane)));
    }
    return measures;
  }

  private FaceMeasure measure(
      double[] truth, double[] drawn, double[] mask, double[] eyesMouth, double[] drawnMask) {
    double weight = 0;
    double squares = 0;
    double eyesMouthWeight = 0;
    double eyesMouthSquares = 0;
    double common = 0;
    double either = 0;
    for (int i = 0; i < truth.length; i++) {
      double square = (drawn[i] - truth[i]) * (drawn[i] - truth[i]);
      weight += mask[i];
      squares += mask[i] * square;
      eyesMouthWeight += eyesMouth[i];
      eyesMouthSquares += eyesMouth[i] * square;
      boolean inTrue = mask[i] >= INSIDE;
      boolean inDrawn = drawnMask[i] >= INSIDE;
      common += inTrue && inDrawn ? 1 : 0;
      either += inTrue || inDrawn ? 1 : 0;
    }
    double[] map = similarity.map(truth, drawn);
    double[] centres = centres(mask);
    return new FaceMeasure(
        weight,
        squares,
        sum(centres),
        dot(centres, map),
        common,
        either,
        eyesMouthWeight,
        eyesMouthSquares,
        detail(truth, mask),
        detail(drawn, mask));
  }

  /** The mask at the centres of the similarity's windows. */
  private double[] centres(double[] mask) {
    int inner = similarity.inner();
    int edge = (side - inner) / 2;
    double[] centres = new double[inner * inner];
    for (int y = 0; y < inner; y++) {
      System.arraycopy(mask, (y + edge) * side + edge, centres, y * inner, inner);
    }
    return centres;
  }

  /** Mask times squared Laplacian of four neighbours, over all pixels that have them. */
  private double detail(double[] picture, double[] mask) {
    double sum = 0;
    for (int y = 1; y < side - 1; y++) {
      for (int i = y * side + 1; i < (y + 1) * side - 1; i++) {
        double laplacian =
            picture[i - side]
                + picture[i - 1]
                + picture[i + 1]
                + picture[i + side]
                - 4 * picture[i];
        sum += mask[i] * laplacian * laplacian;
      }
    }
    return sum;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
