package org.saehdbw.dataloaders;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * Memory for one face at the samples' size, used for one face after the other: a direct buffer as
 * in a {@link FaceCache}, and OpenCV's views of its planes.
 *
 * <p>Values are 16-bit steps of 1/32768, from -0.5 on for pictures, since cubic interpolation
 * leaves [0, 1], and from 0 on for masks; 0 and 1 are exact. A step is 0.8 % of one of the file's
 * 8-bit steps. Faces go through this form whether they are kept or not, so samples are the same
 * bytes either way.
 */
final class FaceRecord {
  private static final double STEPS = 32_768;
  private static final double LOWEST = -0.5;

  private final ByteBuffer bytes;
  private final Mat picture;
  private final Mat mask;
  private final Mat eyesMouth;

  FaceRecord(FaceLayout layout) {
    int plane = layout.planeBytes();
    bytes = ByteBuffer.allocateDirect(layout.bytes()).order(ByteOrder.nativeOrder());
    int channels = layout.channels();
    picture = view(layout, 0, channels);
    mask = layout.mask() ? view(layout, channels * plane, 1) : new Mat();
    eyesMouth = layout.eyesMouth() ? view(layout, (channels + 1) * plane, 1) : new Mat();
  }

  private Mat view(FaceLayout layout, int from, int channels) {
    ByteBuffer part = bytes.slice(from, channels * layout.planeBytes());
    return new Mat(layout.side(), layout.side(), CvType.CV_16UC(channels), part);
  }

  /** The whole record, from position 0. */
  ByteBuffer bytes() {
    return bytes.duplicate().clear();
  }

  /** Keeps a picture of 32-bit floats, clipped to -0.5 to 1.5. */
  void putPicture(Mat floats) {
    floats.convertTo(picture, CvType.CV_16U, STEPS, -LOWEST * STEPS);
  }

  /** Keeps the face's mask. */
  void putMask(Mat floats) {
    floats.convertTo(mask, CvType.CV_16U, STEPS, 0);
  }

  /** Keeps the mask of eyes and mouth, not yet divided by its largest value. */
  void putEyesMouth(Mat floats) {
    floats.convertTo(eyesMouth, CvType.CV_16U, STEPS, 0);
  }

  /** Gives the picture as interleaved 32-bit floats; interpolation may have left [0, 1]. */
  void getPicture(Mat floats) {
    picture.convertTo(floats, CvType.CV_32F, 1 / STEPS, LOWEST);
  }

  /** Gives the face's mask as 32-bit floats. */
  void getMask(Mat floats) {
    mask.convertTo(floats, CvType.CV_32F, 1 / STEPS, 0);
  }

  /** Whether there is a mask of eyes and mouth. */
  boolean hasEyesMouth() {
    return !eyesMouth.empty();
  }

  /** Gives the mask of eyes and mouth as 32-bit floats, not yet divided by its largest value. */
  void getEyesMouth(Mat floats) {
    eyesMouth.convertTo(floats, CvType.CV_32F, 1 / STEPS, 0);
  }
}
