package org.saehdbw.merging.filters;

import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.imgproc.Imgproc;
import org.saehdbw.pictures.OpenCv;

/** The median of 5 x 5 pixels, by OpenCV; borders repeat their edge. */
public final class Median {
  private static final int SIDE = 5;

  private Median() {}

  /**
   * Replaces every value by its median, or goes a part of the way.
   *
   * @param part 1 replaces, less blends
   */
  public static void apply(Planes picture, float part) {
    OpenCv.load();
    Mat mat = new Mat(picture.height(), picture.width(), CvType.CV_32FC1);
    Mat filtered = new Mat();
    float[] median = new float[picture.count()];
    try {
      for (float[] plane : picture.data()) {
        mat.put(0, 0, java.util.Arrays.copyOf(plane, picture.count()));
        Imgproc.medianBlur(mat, filtered, SIDE);
        filtered.get(0, 0, median);
        for (int i = 0; i < median.length; i++) {
          plane[i] = part >= 1 ? median[i] : plane[i] * (1 - part) + median[i] * part;
        }
      }
    } finally {
      OpenCv.release(mat, filtered);
    }
  }
}
