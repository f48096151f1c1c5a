package org.saehdbw.dataloaders;

import java.util.Optional;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.OpenCv;

/**
 * Moves one picture of a sample: warp, rotation, scale and shift, mirroring, in this order
 * (spec/facesets 6). Pictures below 64 pixels are moved at 64 and brought back.
 *
 * @param augmentation the sample's draws
 * @param replicateBorder whether pixels from outside repeat the border (pictures) or are 0 (masks);
 *     the warp takes 0 in both cases, as the original
 * @param interpolation one of OpenCV's constants: cubic for pictures, linear for masks
 */
public record SampleMotion(Augmentation augmentation, boolean replicateBorder, int interpolation) {
  /** The smallest side at which pictures are moved. */
  public static final int SMALLEST_SIDE = 64;

  private static final Size WORKING = new Size(SMALLEST_SIDE, SMALLEST_SIDE);

  /** How pictures move. */
  public static SampleMotion ofPicture(Augmentation augmentation) {
    return new SampleMotion(augmentation, true, Imgproc.INTER_CUBIC);
  }

  /** How masks move. */
  public static SampleMotion ofMask(Augmentation augmentation) {
    return new SampleMotion(augmentation, false, Imgproc.INTER_LINEAR);
  }

  /**
   * Moves a picture.
   *
   * @param picture a square of 32-bit floats with any number of channels, left as it is
   * @param warp the distortion before the rest, made for the side or for 64 where that is larger
   * @param scratch memory to work in
   * @param out takes the result; a matrix of the right size and type is written in place
   */
  public void move(Mat picture, Optional<GridWarp> warp, Mat scratch, Mat out) {
    if (picture.rows() < SMALLEST_SIDE) {
      moveSmall(picture, warp, out);
    } else if (warp.isPresent()) {
      warp.get().apply(picture, scratch, interpolation);
      transform(scratch, out);
    } else {
      transform(picture, out);
    }
    if (augmentation.flip()) {
      Core.flip(out, out, 1);
    }
  }

  private void moveSmall(Mat picture, Optional<GridWarp> warp, Mat out) {
    Mat large = new Mat();
    Mat moved = new Mat();
    Imgproc.resize(picture, large, WORKING, 0, 0, interpolation);
    if (warp.isPresent()) {
      warp.get().apply(large, moved, interpolation);
      moved.copyTo(large);
    }
    transform(large, moved);
    Imgproc.resize(moved, out, picture.size(), 0, 0, interpolation);
    OpenCv.release(large, moved);
  }

  /** Returns a map as the matrix that OpenCV takes; the caller releases it. */
  static Mat matrix(Affine map) {
    Mat matrix = new Mat(2, 3, CvType.CV_64FC1);
    matrix.put(0, 0, map.m00(), map.m01(), map.m02(), map.m10(), map.m11(), map.m12());
    return matrix;
  }

  private void transform(Mat from, Mat to) {
    int side = from.rows();
    Mat matrix = matrix(augmentation.matrix(side));
    int border = replicateBorder ? Core.BORDER_REPLICATE : Core.BORDER_CONSTANT;
    Imgproc.warpAffine(from, to, matrix, new Size(side, side), interpolation, border);
    OpenCv.release(matrix);
  }
}
