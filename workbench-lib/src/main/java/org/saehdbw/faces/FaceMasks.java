package org.saehdbw.faces;

import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvException;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.core.MatOfPoint;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.OpenCv;
import org.saehdbw.pictures.PictureSides;
import org.saehdbw.pictures.Polygon;
import org.saehdbw.pictures.PolygonFill;

/**
 * Masks drawn from landmarks, equal to DeepFaceLab's. Every mask is a new one-channel float matrix
 * ({@code CV_32FC1}, 0 to 1) that the caller releases.
 */
public final class FaceMasks {
  private static final int[][] HULL_PARTS = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 17},
    {8, 9, 10, 11, 12, 13, 14, 15, 16, 26},
    {17, 18, 19, 8},
    {24, 25, 26, 8},
    {19, 20, 21, 22, 23, 24, 8},
    {17, 18, 19, 20, 21, 27, 31, 32, 33, 34, 35, 8},
    {22, 23, 24, 25, 26, 27, 31, 32, 33, 34, 35, 8},
    {27, 28, 29, 30, 31, 32, 33, 34, 35}
  };
  private static final int[][] EYES = {{36, 37, 38, 39, 40, 41}, {42, 43, 44, 45, 46, 47}};
  private static final int[][] INNER_LIPS = {{60, 61, 62, 63, 64, 65, 66, 67}};

  /** Usual masks have sides of 256; one of this side takes 80 MiB while it is decoded. */
  private static final int MAX_MASK_SIDE = 4096;

  private FaceMasks() {}

  /**
   * The whole face, from jaw to expanded brows: 1 inside, 0 outside.
   *
   * @param browMultiplier how far the brows are moved up, 1 as usual
   */
  public static Mat hull(Landmarks landmarks, double browMultiplier, int width, int height) {
    return hull(landmarks, browMultiplier, new Rect(0, 0, width, height));
  }

  /**
   * A part of the mask of the whole face, equal to that part of the whole picture's mask.
   *
   * @param browMultiplier how far the brows are moved up, 1 as usual
   * @param part the part in the pixels of the landmarks' picture
   */
  public static Mat hull(Landmarks landmarks, double browMultiplier, Rect part) {
    OpenCv.load();
    Mat mask = Mat.zeros(part.height, part.width, CvType.CV_32FC1);
    int[] xy = expandBrows(landmarks, browMultiplier);
    for (int i = 0; i < xy.length; i += 2) {
      xy[i] -= part.x;
      xy[i + 1] -= part.y;
    }
    fillHulls(mask, xy, HULL_PARTS);
    return mask;
  }

  /**
   * The mask that training uses: the segmentation mask if there is one, resized to the picture,
   * else the hull.
   *
   * @throws FaceFileException if the segmentation mask cannot be decoded
   */
  public static Mat face(FaceMetadata face, int width, int height) throws FaceFileException {
    if (face.xsegMask().isEmpty()) {
      return hull(face.landmarks(), face.eyebrowsExpandMod(), width, height);
    }
    Mat mask = segmentation(face.xsegMask().get());
    if (mask.cols() != width || mask.rows() != height) {
      Imgproc.resize(mask, mask, new Size(width, height), 0, 0, Imgproc.INTER_CUBIC);
    }
    // Cubic interpolation overshoots.
    Core.min(mask, new Scalar(1), mask);
    Core.max(mask, new Scalar(0), mask);
    return mask;
  }

  /**
   * Decodes a segmentation mask, at its own size.
   *
   * @param file a PNG or JPEG file
   * @throws FaceFileException if it cannot be decoded, or has a side beyond 4096
   */
  public static Mat segmentation(byte[] file) throws FaceFileException {
    OpenCv.load();
    requireSides(file);
    MatOfByte encoded = new MatOfByte(file);
    Mat decoded = null;
    try {
      decoded = Imgcodecs.imdecode(encoded, Imgcodecs.IMREAD_GRAYSCALE);
      if (decoded.empty()) {
        throw new FaceFileException(
            "its segmentation mask (xseg_mask) is not a PNG or JPEG picture");
      }
      Mat mask = new Mat();
      decoded.convertTo(mask, CvType.CV_32FC1, 1 / 255.0);
      return mask;
    } catch (CvException e) {
      throw new FaceFileException("its segmentation mask (xseg_mask) cannot be decoded", e);
    } finally {
      OpenCv.release(encoded);
      if (decoded != null) {
        OpenCv.release(decoded);
      }
    }
  }

  /** Looks at the sides that the file says: a few bytes can hold a picture of any size. */
  private static void requireSides(byte[] file) throws FaceFileException {
    PictureSides sides =
        PictureSides.of(file)
            .orElseThrow(
                () ->
                    new FaceFileException(
                        "its segmentation mask (xseg_mask) is not a PNG or JPEG picture"));
    if (sides.width() > MAX_MASK_SIDE || sides.height() > MAX_MASK_SIDE) {
      throw new FaceFileException(
          "its segmentation mask (xseg_mask) may have sides of at most "
              + MAX_MASK_SIDE
              + " pixels, got "
              + sides);
    }
  }

  /** The eyes, grown and blurred in proportion to the height. */
  public static Mat eyes(Landmarks landmarks, int width, int height) {
    return softened(landmarks, EYES, width, height);
  }

  /** The inside of the lips, grown and blurred in proportion to the height. */
  public static Mat mouth(Landmarks landmarks, int width, int height) {
    return softened(landmarks, INNER_LIPS, width, height);
  }

  /**
   * Eyes and mouth together, at most 1, and 0 wherever the face's mask is 0. Not yet divided by its
   * largest value; the sample maker does that after warping.
   *
   * @param faceMask the face's mask of the same size: {@link #hull} or a segmentation mask
   */
  public static Mat eyesMouth(Landmarks landmarks, Mat faceMask) {
    Mat mask = eyes(landmarks, faceMask.cols(), faceMask.rows());
    Mat mouth = mouth(landmarks, faceMask.cols(), faceMask.rows());
    Mat outside = new Mat();
    Core.add(mask, mouth, mask);
    Core.min(mask, new Scalar(1), mask);
    Core.compare(faceMask, new Scalar(0), outside, Core.CMP_EQ);
    mask.setTo(new Scalar(0), outside);
    OpenCv.release(mouth, outside);
    return mask;
  }

  /**
   * Truncates the points to whole pixels and moves the brows away from the eyes, as the hull mask
   * uses them.
   *
   * @return x0, y0, x1, y1, ... of the 68 points
   */
  static int[] expandBrows(Landmarks landmarks, double multiplier) {
    int[] xy = truncated(landmarks);
    int[] expanded = xy.clone();
    for (int axis = 0; axis < 2; axis++) {
      int cheekLeft = Math.floorDiv(xy[72 + axis] + xy[axis], 2);
      int cheekRight = Math.floorDiv(xy[32 + axis] + xy[90 + axis], 2);
      int besideLeft = Math.floorDiv(xy[72 + axis] + cheekLeft, 2);
      int besideRight = Math.floorDiv(xy[90 + axis] + cheekRight, 2);
      int[] below = {
        besideLeft,
        xy[72 + axis],
        xy[74 + axis],
        xy[76 + axis],
        xy[78 + axis],
        xy[84 + axis],
        xy[86 + axis],
        xy[88 + axis],
        xy[90 + axis],
        besideRight
      };
      for (int i = 0; i < below.length; i++) {
        int at = 2 * (17 + i) + axis;
        expanded[at] = (int) (xy[at] + multiplier * 0.5 * (xy[at] - below[i]));
      }
    }
    return expanded;
  }

  /**
   * Draws polygons in their order: 1 for what they include, 0 for what they exclude, points
   * truncated to whole pixels.
   */
  public static Mat polygons(List<Polygon> polygons, int width, int height) {
    OpenCv.load();
    Mat mask = Mat.zeros(height, width, CvType.CV_32FC1);
    for (Polygon polygon : polygons) {
      int[] xy = new int[polygon.xy().size()];
      for (int i = 0; i < xy.length; i++) {
        xy[i] = polygon.xy().get(i).intValue();
      }
      PolygonFill.fill(mask, xy, polygon.include() ? 1 : 0);
    }
    return mask;
  }

  private static int[] truncated(Landmarks landmarks) {
    double[] xy = landmarks.toArray();
    int[] whole = new int[xy.length];
    for (int i = 0; i < xy.length; i++) {
      whole[i] = (int) xy[i];
    }
    return whole;
  }

  private static Mat softened(Landmarks landmarks, int[][] parts, int width, int height) {
    OpenCv.load();
    Mat mask = Mat.zeros(height, width, CvType.CV_32FC1);
    int[] xy = truncated(landmarks);
    fillHulls(mask, xy, parts);
    int grow = height / 32;
    int blur = height / 16 | 1;
    Rect around = bounds(xy, parts, grow + blur, mask);
    if (around.width <= 0 || around.height <= 0) {
      return mask;
    }
    // Everything else is 0 and stays 0; filters read over the edge of a part of a picture.
    Mat part = mask.submat(around);
    if (grow > 0) {
      Mat kernel = Imgproc.getStructuringElement(Imgproc.MORPH_ELLIPSE, new Size(grow, grow));
      Imgproc.dilate(part, part, kernel);
      OpenCv.release(kernel);
    }
    Imgproc.GaussianBlur(part, part, new Size(blur, blur), 0);
    OpenCv.release(part);
    return mask;
  }

  /** The rectangle of these points with a margin, within the picture. */
  private static Rect bounds(int[] xy, int[][] parts, int margin, Mat mask) {
    int left = Integer.MAX_VALUE;
    int top = Integer.MAX_VALUE;
    int right = Integer.MIN_VALUE;
    int bottom = Integer.MIN_VALUE;
    for (int[] part : parts) {
      for (int point : part) {
        left = Math.min(left, xy[2 * point]);
        right = Math.max(right, xy[2 * point]);
        top = Math.min(top, xy[2 * point + 1]);
        bottom = Math.max(bottom, xy[2 * point + 1]);
      }
    }
    left = Math.max(0, left - margin);
    top = Math.max(0, top - margin);
    right = Math.min(mask.cols(), right + 1 + margin);
    bottom = Math.min(mask.rows(), bottom + 1 + margin);
    return new Rect(left, top, right - left, bottom - top);
  }

  private static void fillHulls(Mat mask, int[] xy, int[][] parts) {
    for (int[] part : parts) {
      List<Point> points = new ArrayList<>(part.length);
      for (int point : part) {
        points.add(new Point(xy[2 * point], xy[2 * point + 1]));
      }
      MatOfPoint all = new MatOfPoint();
      MatOfInt order = new MatOfInt();
      all.fromList(points);
      Imgproc.convexHull(all, order);
      MatOfPoint hull = new MatOfPoint();
      hull.fromList(order.toList().stream().map(points::get).toList());
      Imgproc.fillConvexPoly(mask, hull, new Scalar(1));
      OpenCv.release(all, order, hull);
    }
  }
}
