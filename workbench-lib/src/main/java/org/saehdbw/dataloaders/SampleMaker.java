package org.saehdbw.dataloaders;

import java.util.Optional;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;

/** Makes the four pictures of a sample of a prepared face and the sample's random draws. */
final class SampleMaker {
  private static final Scalar ZERO = Scalar.all(0);
  private static final Scalar ONE = Scalar.all(1);

  private SampleMaker() {}

  /**
   * Writes a sample's pictures and masks.
   *
   * @param augmentation shared by all four
   * @param warp of the network's input; without one the input is the target
   * @param planes where to
   */
  static void make(
      PreparedFace face, Augmentation augmentation, Optional<GridWarp> warp, SamplePlanes planes) {
    SampleMotion pictures = SampleMotion.ofPicture(augmentation);
    writePicture(pictures.move(face.picture(), Optional.empty()), planes.target());
    if (warp.isPresent()) {
      writePicture(pictures.move(face.picture(), warp), planes.warped());
    } else {
      for (int i = 0; i < planes.target().length; i++) {
        planes.target()[i].copyTo(planes.warped()[i]);
      }
    }
    SampleMotion masks = SampleMotion.ofMask(augmentation);
    Mat mask = masks.move(face.mask(), Optional.empty());
    mask.copyTo(planes.mask());
    mask.release();
    if (face.eyesMouth().empty()) {
      planes.eyesMouth().setTo(ZERO);
    } else {
      writeEyesMouth(masks.move(face.eyesMouth(), Optional.empty()), planes.eyesMouth());
    }
  }

  private static void writePicture(Mat picture, Mat[] planes) {
    Core.min(picture, ONE, picture);
    Core.max(picture, ZERO, picture);
    for (int i = 0; i < planes.length; i++) {
      Core.extractChannel(picture, planes[i], i);
    }
    picture.release();
  }

  private static void writeEyesMouth(Mat mask, Mat plane) {
    double largest = Core.minMaxLoc(mask).maxVal;
    mask.convertTo(plane, -1, largest == 0 ? 1 : 1 / largest);
    mask.release();
  }
}
