package org.saehdbw.merging;

import org.opencv.core.Rect;
import org.saehdbw.faces.Alignment;
import org.saehdbw.faces.FaceType;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.merging.options.MergeOptions;
import org.saehdbw.pictures.Affine;

/**
 * The maps of one face, all from the frame's pixels.
 *
 * @param face to the square that the face is cut to, side R
 * @param output to the square that is pasted, side R
 * @param mask to the mask's square, side Q
 * @param segmented to the square of the segmentation network
 * @param workingSide R: the model's side, with super resolution four times that
 * @param maskSide Q: four times the model's side
 */
record FaceGeometry(
    Affine face, Affine output, Affine mask, Affine segmented, int workingSide, int maskSide) {
  private static final int FINER = SuperResolution.FACTOR;
  private static final int MARGIN = 4;
  private static final double TAPS = 3;

  static FaceGeometry of(Landmarks landmarks, FaceType type, int side, MergeOptions options) {
    int working = options.superResolutionPower() == 0 ? side : FINER * side;
    int mask = FINER * side;
    double scale = 1 + 0.01 * options.outputFaceScale();
    return new FaceGeometry(
        Alignment.faceMatrix(landmarks, type, working),
        Alignment.faceMatrix(landmarks, type, working, scale),
        Alignment.faceMatrix(landmarks, type, mask, scale),
        Alignment.faceMatrix(landmarks, type, Segmenter.SIDE),
        working,
        mask);
  }

  /** The part of the frame that the squares and all that is resampled around them lie in. */
  Rect part(int frameWidth, int frameHeight) {
    double[] box = {Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE};
    extend(face, box);
    extend(output, box);
    double side = Math.max(box[2] - box[0], box[3] - box[1]);
    double margin = MARGIN + Math.ceil(TAPS * side / workingSide);
    int left = within(Math.floor(box[0] - margin), frameWidth);
    int top = within(Math.floor(box[1] - margin), frameHeight);
    int right = within(Math.ceil(box[2] + margin), frameWidth);
    int bottom = within(Math.ceil(box[3] + margin), frameHeight);
    return new Rect(left, top, right - left + 1, bottom - top + 1);
  }

  private void extend(Affine map, double[] box) {
    Affine back = map.inverse();
    for (int corner = 0; corner < 4; corner++) {
      double u = corner % 2 * workingSide;
      double v = corner / 2 * workingSide;
      double x = back.mapX(u, v);
      double y = back.mapY(u, v);
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
  }

  private static int within(double value, int size) {
    return (int) Math.max(0, Math.min(size - 1, value));
  }
}
