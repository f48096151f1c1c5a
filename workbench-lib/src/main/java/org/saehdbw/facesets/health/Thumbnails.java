package org.saehdbw.facesets.health;

import java.util.Optional;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.OpenCv;
import org.saehdbw.pictures.Picture;

/** Small pictures of faces for a report. */
public final class Thumbnails {
  /** The longer side in pixels. */
  public static final int SIDE = 112;

  private static final Scalar POINT = new Scalar(0, 255, 0);
  private static final Scalar RIM = new Scalar(0, 0, 0);
  private static final int FRACTION_BITS = 3;

  private Thumbnails() {}

  /** Returns a small colour picture, or empty where the face cannot be decoded any more. */
  static Optional<Picture> of(Faceset faceset, int index, boolean withPoints) {
    Faceset.FaceEntry face = faceset.entries().get(index);
    Picture picture;
    try {
      picture = faceset.decode(index);
    } catch (FaceFileException e) {
      return Optional.empty();
    }
    double zoom = (double) SIDE / Math.max(picture.width(), picture.height());
    Mat small = OpenCv.toMat(picture);
    try {
      int width = Math.max(1, (int) Math.round(zoom * picture.width()));
      int height = Math.max(1, (int) Math.round(zoom * picture.height()));
      Imgproc.resize(small, small, new Size(width, height), 0, 0, Imgproc.INTER_AREA);
      if (picture.channels() == 1) {
        Imgproc.cvtColor(small, small, Imgproc.COLOR_GRAY2BGR);
      }
      if (withPoints) {
        draw(small, face.metadata().landmarks(), zoom);
      }
      return Optional.of(OpenCv.toPicture(small));
    } finally {
      OpenCv.release(small);
    }
  }

  private static void draw(Mat picture, Landmarks points, double zoom) {
    double scale = zoom * (1 << FRACTION_BITS);
    for (int i = 0; i < Landmarks.COUNT; i++) {
      boolean inside =
          points.x(i) >= 0
              && points.y(i) >= 0
              && zoom * points.x(i) < picture.cols()
              && zoom * points.y(i) < picture.rows();
      if (inside) {
        Point at = new Point(Math.rint(scale * points.x(i)), Math.rint(scale * points.y(i)));
        circle(picture, at, 10, RIM);
        circle(picture, at, 6, POINT);
      }
    }
  }

  private static void circle(Mat picture, Point at, int radius, Scalar colour) {
    Imgproc.circle(picture, at, radius, colour, Imgproc.FILLED, Imgproc.LINE_AA, FRACTION_BITS);
  }
}
