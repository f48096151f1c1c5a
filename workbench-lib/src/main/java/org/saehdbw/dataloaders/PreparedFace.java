package org.saehdbw.dataloaders;

import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.saehdbw.facesets.Affine;
import org.saehdbw.facesets.Alignment;
import org.saehdbw.facesets.FaceFileException;
import org.saehdbw.facesets.FaceMasks;
import org.saehdbw.facesets.FaceMetadata;
import org.saehdbw.facesets.OpenCv;
import org.saehdbw.facesets.Picture;

/**
 * All of a face's samples up to where chance begins: its picture and masks as 32-bit floats at the
 * samples' resolution and face type (spec/facesets 5.4 and 5.5, before the warp). Depends on the
 * file alone, so it can be kept. Owns its matrices, which are not changed once it is made.
 */
final class PreparedFace implements AutoCloseable {
  private final Mat picture;
  private final Mat mask;
  private final Mat eyesMouth;

  private PreparedFace(Mat picture, Mat mask, Mat eyesMouth) {
    this.picture = picture;
    this.mask = mask;
    this.eyesMouth = eyesMouth;
  }

  /**
   * Prepares a face.
   *
   * @throws FaceFileException if its segmentation mask cannot be decoded
   */
  static PreparedFace of(Picture decoded, FaceMetadata face, SampleOptions options)
      throws FaceFileException {
    int side = options.resolution();
    Mat mask = FaceMasks.face(face, decoded.width(), decoded.height());
    Mat eyesMouth = options.eyesMouth() ? FaceMasks.eyesMouth(face.landmarks(), mask) : new Mat();
    Mat picture = toFloats(decoded, options);
    if (face.faceType() != options.faceType()) {
      Affine map = Alignment.faceMatrix(face.landmarks(), options.faceType(), side);
      cut(picture, map, side, Imgproc.INTER_CUBIC, Core.BORDER_REPLICATE);
      cut(mask, map, side, Imgproc.INTER_LINEAR, Core.BORDER_CONSTANT);
      cut(eyesMouth, map, side, Imgproc.INTER_LINEAR, Core.BORDER_CONSTANT);
    } else {
      resize(picture, side, Imgproc.INTER_CUBIC);
      resize(mask, side, Imgproc.INTER_LINEAR);
      resize(eyesMouth, side, Imgproc.INTER_LINEAR);
    }
    return new PreparedFace(picture, mask, eyesMouth);
  }

  private static Mat toFloats(Picture decoded, SampleOptions options) {
    Picture wanted = options.channels() == 1 ? options.grayFrom().apply(decoded) : decoded;
    Mat pixels = OpenCv.toMat(wanted);
    if (wanted.channels() < options.channels()) {
      Imgproc.cvtColor(pixels, pixels, Imgproc.COLOR_GRAY2BGR);
    }
    Mat floats = new Mat();
    pixels.convertTo(floats, CvType.CV_32F, 1 / 255.0);
    pixels.release();
    return floats;
  }

  private static void cut(Mat mat, Affine map, int side, int interpolation, int border) {
    if (mat.empty()) {
      return;
    }
    Mat matrix = SampleMotion.matrix(map);
    Mat out = new Mat();
    Imgproc.warpAffine(
        mat, out, matrix, new Size(side, side), interpolation, border, new Scalar(0));
    matrix.release();
    replace(mat, out);
  }

  private static void resize(Mat mat, int side, int interpolation) {
    if (mat.empty() || (mat.cols() == side && mat.rows() == side)) {
      return;
    }
    Mat out = new Mat();
    Imgproc.resize(mat, out, new Size(side, side), 0, 0, interpolation);
    replace(mat, out);
  }

  private static void replace(Mat mat, Mat by) {
    mat.release();
    by.assignTo(mat);
    by.release();
  }

  /** The picture, 1 or 3 interleaved channels; cubic interpolation may leave [0, 1]. */
  Mat picture() {
    return picture;
  }

  /** The face's mask. */
  Mat mask() {
    return mask;
  }

  /** Eyes and mouth, not yet divided by their largest value; empty where nobody wants them. */
  Mat eyesMouth() {
    return eyesMouth;
  }

  /** How many bytes of native memory this holds. */
  long bytes() {
    return bytes(picture) + bytes(mask) + bytes(eyesMouth);
  }

  private static long bytes(Mat mat) {
    return mat.total() * mat.elemSize();
  }

  @Override
  public void close() {
    picture.release();
    mask.release();
    eyesMouth.release();
  }
}
