package org.saehdbw.dataloaders;

import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.saehdbw.faces.Alignment;
import org.saehdbw.faces.FaceMasks;
import org.saehdbw.faces.FaceMetadata;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.OpenCv;
import org.saehdbw.pictures.Picture;

/**
 * Brings decoded faces to the samples' size: everything of a sample that depends on the file alone
 * (spec/facesets 5.4 and 5.5, before chance begins).
 *
 * @param options of the samples
 * @param layout what is kept
 */
record FaceCutter(SampleOptions options, FaceLayout layout) {
  /**
   * Cuts a face to the samples' face type and side, with its masks.
   *
   * @param into takes the result
   * @throws FaceFileException if its segmentation mask cannot be decoded
   */
  void cut(Picture decoded, FaceMetadata face, FaceRecord into, LoaderClock clock)
      throws FaceFileException {
    Mat picture = toFloats(decoded, clock);
    clock.enter(LoaderStage.MASKS);
    Mat mask = FaceMasks.face(face, decoded.width(), decoded.height());
    Mat eyesMouth = layout.eyesMouth() ? FaceMasks.eyesMouth(face.landmarks(), mask) : new Mat();
    if (face.faceType() != options.picture().faceType()) {
      Mat map = SampleMotion.matrix(faceMatrix(face));
      move(mask, map, Imgproc.INTER_LINEAR, Core.BORDER_CONSTANT);
      move(eyesMouth, map, Imgproc.INTER_LINEAR, Core.BORDER_CONSTANT);
      clock.enter(LoaderStage.WARP);
      move(picture, map, Imgproc.INTER_CUBIC, Core.BORDER_REPLICATE);
      OpenCv.release(map);
    } else {
      resize(mask, Imgproc.INTER_LINEAR);
      resize(eyesMouth, Imgproc.INTER_LINEAR);
      clock.enter(LoaderStage.WARP);
      resize(picture, Imgproc.INTER_CUBIC);
    }
    into.putPicture(picture);
    clock.enter(LoaderStage.MASKS);
    into.putMask(mask);
    if (layout.eyesMouth()) {
      into.putEyesMouth(eyesMouth);
    }
    OpenCv.release(picture, mask, eyesMouth);
  }

  /** Makes a transfer's reference: the whole picture, resized linearly (spec/transfers 8.1). */
  void cutReference(Picture decoded, FaceRecord into, LoaderClock clock) {
    Mat picture = toFloats(decoded, clock);
    clock.enter(LoaderStage.WARP);
    resize(picture, Imgproc.INTER_LINEAR);
    into.putPicture(picture);
    OpenCv.release(picture);
  }

  private Affine faceMatrix(FaceMetadata face) {
    return Alignment.faceMatrix(face.landmarks(), options.picture().faceType(), layout.side());
  }

  private Mat toFloats(Picture decoded, LoaderClock clock) {
    clock.enter(LoaderStage.GRAY);
    Picture wanted = layout.channels() == 1 ? options.picture().grayFrom().apply(decoded) : decoded;
    Mat pixels = OpenCv.toMat(wanted);
    if (wanted.channels() < layout.channels()) {
      Imgproc.cvtColor(pixels, pixels, Imgproc.COLOR_GRAY2BGR);
    }
    Mat floats = new Mat();
    pixels.convertTo(floats, CvType.CV_32F, 1 / 255.0);
    OpenCv.release(pixels);
    return floats;
  }

  private void move(Mat mat, Mat map, int interpolation, int border) {
    if (mat.empty()) {
      return;
    }
    Mat out = new Mat();
    Size size = new Size(layout.side(), layout.side());
    Imgproc.warpAffine(mat, out, map, size, interpolation, border, new Scalar(0));
    replace(mat, out);
  }

  private void resize(Mat mat, int interpolation) {
    int side = layout.side();
    if (mat.empty() || (mat.cols() == side && mat.rows() == side)) {
      return;
    }
    Mat out = new Mat();
    Imgproc.resize(mat, out, new Size(side, side), 0, 0, interpolation);
    replace(mat, out);
  }

  private static void replace(Mat mat, Mat by) {
    OpenCv.release(mat);
    by.assignTo(mat);
    OpenCv.release(by);
  }
}
