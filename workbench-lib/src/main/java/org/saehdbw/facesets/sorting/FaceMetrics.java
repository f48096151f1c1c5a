package org.saehdbw.facesets.sorting;

import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.imgproc.Imgproc;
import org.saehdbw.faces.FaceMasks;
import org.saehdbw.faces.FaceMetadata;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.pictures.OpenCv;
import org.saehdbw.pictures.Picture;

/**
 * What can be measured of a face's picture, as DeepFaceLab's sorting measures it. Gray pictures are
 * masked pixel by pixel like colour ones.
 */
public final class FaceMetrics {
  private FaceMetrics() {}

  /** Returns the picture with 0 outside of the face's hull (brows expanded by 1). */
  public static Picture masked(Picture picture, Landmarks landmarks) {
    Mat hull = FaceMasks.hull(landmarks, 1, picture.width(), picture.height());
    float[] mask = new float[picture.width() * picture.height()];
    hull.get(0, 0, mask);
    OpenCv.release(hull);
    int channels = picture.channels();
    byte[] pixels = picture.pixels().clone();
    for (int i = 0; i < pixels.length; i++) {
      if (mask[i / channels] == 0) {
        pixels[i] = 0;
      }
    }
    return new Picture(picture.width(), picture.height(), channels, pixels);
  }

  /**
   * Measures the sharpness within the hull ({@link CpbdSharpness}).
   *
   * @return 0 to 1, higher is sharper
   */
  public static double sharpness(Picture picture, Landmarks landmarks) {
    return CpbdSharpness.of(masked(picture, landmarks));
  }

  /**
   * Measures the fine change within the hull ({@link MotionBlur}).
   *
   * @return 0 or more, higher is sharper
   */
  public static double motionBlur(Picture picture, Landmarks landmarks) {
    return MotionBlur.of(masked(picture, landmarks));
  }

  /**
   * Returns the mean over all pixels of the largest channel (the value of HSV), in gray the mean
   * pixel.
   *
   * @return 0 to 255
   */
  public static double brightness(Picture picture) {
    byte[] pixels = picture.pixels();
    int channels = picture.channels();
    long sum = 0;
    for (int i = 0; i < pixels.length; i += channels) {
      int most = pixels[i] & 0xFF;
      for (int c = 1; c < channels; c++) {
        most = Math.max(most, pixels[i + c] & 0xFF);
      }
      sum += most;
    }
    return (double) sum / (pixels.length / channels);
  }

  /**
   * Returns the mean over all pixels of the 8-bit hue, in which red is 0, green 60 and blue 120.
   *
   * @return 0 to 179
   * @throws IllegalArgumentException if the picture is gray
   */
  public static double hue(Picture picture) {
    if (picture.channels() != 3) {
      throw new IllegalArgumentException("hue needs a picture in colour, got a gray one");
    }
    Mat mat = OpenCv.toMat(picture);
    try {
      Imgproc.cvtColor(mat, mat, Imgproc.COLOR_BGR2HSV);
      return Core.mean(mat).val[0];
    } finally {
      OpenCv.release(mat);
    }
  }

  /** Counts values of 0, each channel of a pixel for itself. */
  public static int black(Picture picture) {
    int count = 0;
    for (byte value : picture.pixels()) {
      count += value == 0 ? 1 : 0;
    }
    return count;
  }

  /**
   * Returns the area of the detector's rectangle in the frame, in pixels.
   *
   * @throws IllegalArgumentException if the face has none
   */
  public static double sourceRectArea(FaceMetadata face) {
    return face.sourceRect()
        .map(r -> ((double) r.get(2) - r.get(0)) * ((double) r.get(3) - r.get(1)))
        .orElseThrow(() -> new IllegalArgumentException("the face data have no source_rect"));
  }
}
