package org.saehdbw.facesets.sorting;

import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.imgproc.Imgproc;
import org.saehdbw.pictures.OpenCv;
import org.saehdbw.pictures.Picture;

/**
 * How much of a picture's fine change is left: the variance of its Laplacian over a wide aperture.
 * A face that moved while it was filmed has little.
 */
public final class MotionBlur {
  private static final int APERTURE = 11;

  private MotionBlur() {}

  /**
   * Measures a picture.
   *
   * @return the variance over all pixels and channels, 0 or more; higher is sharper. The Laplacian
   *     of this aperture is not normalised, so that values of 1e12 are usual
   */
  public static double of(Picture picture) {
    Mat mat = OpenCv.toMat(picture);
    Mat laplacian = new Mat();
    try {
      Imgproc.Laplacian(mat, laplacian, CvType.CV_64F, APERTURE);
      double[] values = new double[picture.pixels().length];
      laplacian.get(0, 0, values);
      return variance(values);
    } finally {
      OpenCv.release(mat, laplacian);
    }
  }

  private static double variance(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / values.length;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return squares / values.length;
  }
}
