package org.saehdbw.pictures;

import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Cuts a square out of a picture by a map, bilinear and black outside of the picture as DeepFaceLab
 * does. Where the picture shrinks to less than half, pixels are averaged instead of skipped.
 */
public final class FaceCut {
  private static final int MAX_CUT = 8192;

  private FaceCut() {}

  /**
   * Cuts.
   *
   * @param map from the picture's pixels to the square's
   * @param size the square's side in pixels, at least 1
   */
  public static Picture of(Picture picture, Affine map, int size) {
    int finer = (int) (1 / Math.hypot(map.m00(), map.m10()));
    finer = Math.max(1, Math.min(finer, MAX_CUT / size));
    // Pixel i of the face is the mean of pixels finer * i to finer * i + finer - 1 of the cut.
    double middle = (finer - 1) / 2.0;
    Affine finely = new Affine(finer, 0, middle, 0, finer, middle).after(map);
    Mat source = OpenCv.toMat(picture);
    Mat matrix = new Mat(2, 3, CvType.CV_64FC1);
    Mat face = new Mat();
    try {
      matrix.put(
          0, 0, finely.m00(), finely.m01(), finely.m02(), finely.m10(), finely.m11(), finely.m12());
      int side = size * finer;
      Imgproc.warpAffine(source, face, matrix, new Size(side, side), Imgproc.INTER_LINEAR);
      if (finer > 1) {
        Imgproc.resize(face, face, new Size(size, size), 0, 0, Imgproc.INTER_AREA);
      }
      return OpenCv.toPicture(face);
    } finally {
      OpenCv.release(source, matrix, face);
    }
  }
}
