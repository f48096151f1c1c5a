package org.saehdbw.evaluation;

/**
 * What one drawn face adds to {@link FaceFigures}: sums over its pixels, so that faces can be
 * pooled in any groups. Everything is of luma.
 *
 * @param weight sum of the face's mask
 * @param squares sum of mask times squared error
 * @param similarityWeight sum of the mask where structural similarity is defined
 * @param similarity sum of mask times structural similarity
 * @param common pixels inside both the true and the drawn mask
 * @param either pixels inside at least one of them
 * @param eyesMouthWeight sum of the eyes-and-mouth mask
 * @param eyesMouthSquares sum of that mask times squared error
 * @param trueDetail sum of mask times the squared Laplacian of the true face
 * @param drawnDetail the same of the drawn face
 */
public record FaceMeasure(
    double weight,
    double squares,
    double similarityWeight,
    double similarity,
    double common,
    double either,
    double eyesMouthWeight,
    double eyesMouthSquares,
    double trueDetail,
    double drawnDetail) {
  static final FaceMeasure NOTHING = new FaceMeasure(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Returns the sums of both. */
  FaceMeasure plus(FaceMeasure that) {
    return new FaceMeasure(
        weight + that.weight,
        squares + that.squares,
        similarityWeight + that.similarityWeight,
        similarity + that.similarity,
        common + that.common,
        either + that.either,
        eyesMouthWeight + that.eyesMouthWeight,
        eyesMouthSquares + that.eyesMouthSquares,
        trueDetail + that.trueDetail,
        drawnDetail + that.drawnDetail);
  }
}
