package org.saehdbw.faces;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfInt;
import org.opencv.core.MatOfPoint;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.FaceCut;
import org.saehdbw.pictures.OpenCv;
import org.saehdbw.pictures.Picture;

/**
 * How well a picture shows a face where its landmarks are. The landmarks are drawn as dark brows,
 * eyes, nostrils and lips; this sketch is compared with the face's pixels, made upright by the
 * landmarks. Two correlations are added: that of brightness against its surroundings, and that of
 * the directions of edges, which does not ask what is darker than what.
 *
 * <p>The sum is from -2 to 2. Frontal photographs have about 0.9, seldom less than 0.4; pixels that
 * the landmarks do not belong to have about 0. How much a face is tilted in its picture makes no
 * difference.
 */
public final class FaceLikeness {
  private static final int SIDE = 64;

  /** Side of the square that is compared, as a multiple of the average face's unit square. */
  private static final double EXTENT = 1.45;

  private static final Point MIDDLE = new Point(0.49, 0.42);
  private static final int FIRST = 17;
  private static final int SHIFT = 4;
  private static final double BROW_RISE = 3;

  /** A flat picture has squares below this. */
  private static final double ROUNDING = 1e-7;

  private FaceLikeness() {}

  /** Compares a picture with landmarks in its pixels. */
  public static double of(Picture picture, Landmarks landmarks) {
    return of(picture, landmarks, new Affine(1, 0, 0, 0, 1, 0));
  }

  /**
   * Compares a picture with the landmarks of a turned copy of it.
   *
   * @param landmarks in the turned picture's pixels
   * @param turn from the picture's pixels to the turned picture's
   * @throws IllegalArgumentException if the landmarks allow no alignment
   */
  public static double of(Picture picture, Landmarks landmarks, Affine turn) {
    double zoom = SIDE / EXTENT;
    Affine crop =
        new Affine(zoom, 0, SIDE / 2.0 - MIDDLE.x * zoom, 0, zoom, SIDE / 2.0 - MIDDLE.y * zoom);
    Affine upright = crop.after(Alignment.toUnitSpace(landmarks));
    Picture cut = FaceCut.of(picture, upright.after(turn), SIDE).toGray();
    Landmarks points = landmarks.map(upright);
    List<Mat> mats = new ArrayList<>();
    try {
      Mat pixels = keep(mats, OpenCv.toMat(cut));
      pixels.convertTo(pixels, CvType.CV_32F);
      Core.add(pixels, new Scalar(8), pixels);
      Core.log(pixels, pixels);
      Mat sketch = keep(mats, sketch(points));
      Mat mask = keep(mats, mask(points));
      return correlation(contrast(pixels, mats), hills(sketch, mats), mask)
          + edges(pixels, 1.0, sketch, 0.6, mask, mats);
    } finally {
      OpenCv.release(mats.toArray(Mat[]::new));
    }
  }

  private static Mat keep(List<Mat> mats, Mat mat) {
    mats.add(mat);
    return mat;
  }

  private static Mat sketch(Landmarks points) {
    Mat sketch = Mat.zeros(SIDE, SIDE, CvType.CV_32F);
    line(sketch, points, 17, 22, false, 1, 3);
    line(sketch, points, 22, 27, false, 1, 3);
    fill(sketch, points, 36, 42, 1);
    line(sketch, points, 36, 42, true, 1, 2);
    fill(sketch, points, 42, 48, 1);
    line(sketch, points, 42, 48, true, 1, 2);
    line(sketch, points, 31, 36, false, 0.7, 2);
    fill(sketch, points, 48, 60, 0.7);
    Imgproc.GaussianBlur(sketch, sketch, new Size(0, 0), 1.2);
    Core.multiply(sketch, new Scalar(-1), sketch);
    return sketch;
  }

  private static void line(
      Mat mat, Landmarks points, int from, int to, boolean closed, double level, int width) {
    MatOfPoint line = fixed(points, from, to);
    Imgproc.polylines(mat, List.of(line), closed, new Scalar(level), width, Imgproc.LINE_8, SHIFT);
    OpenCv.release(line);
  }

  private static void fill(Mat mat, Landmarks points, int from, int to, double level) {
    MatOfPoint shape = fixed(points, from, to);
    Imgproc.fillPoly(mat, List.of(shape), new Scalar(level), Imgproc.LINE_8, SHIFT);
    OpenCv.release(shape);
  }

  private static MatOfPoint fixed(Landmarks points, int from, int to) {
    double scale = 1 << SHIFT;
    return new MatOfPoint(
        IntStream.range(from, to)
            .mapToObj(i -> clipped(points.x(i) * scale, points.y(i) * scale, SIDE * scale))
            .toArray(Point[]::new));
  }

  /** Far points would overflow OpenCV's fixed numbers. */
  private static Point clipped(double x, double y, double side) {
    return new Point(
        Math.rint(Math.max(-side, Math.min(2 * side, x))),
        Math.rint(Math.max(-side, Math.min(2 * side, y))));
  }

  /** Brows to lips, without the jaw, which may be before anything. */
  private static Mat mask(Landmarks points) {
    List<Point> all = new ArrayList<>();
    for (int i = FIRST; i < Landmarks.COUNT; i++) {
      all.add(clipped(points.x(i), points.y(i), SIDE));
      if (i < 27) {
        all.add(clipped(points.x(i), points.y(i) - BROW_RISE, SIDE));
      }
    }
    MatOfPoint outline = new MatOfPoint(all.toArray(Point[]::new));
    MatOfInt corners = new MatOfInt();
    Imgproc.convexHull(outline, corners);
    MatOfPoint hull =
        new MatOfPoint(IntStream.of(corners.toArray()).mapToObj(all::get).toArray(Point[]::new));
    Mat mask = Mat.zeros(SIDE, SIDE, CvType.CV_8U);
    Imgproc.fillConvexPoly(mask, hull, new Scalar(1));
    Mat square = Mat.ones(5, 5, CvType.CV_8U);
    Imgproc.dilate(mask, mask, square);
    OpenCv.release(outline, corners, hull, square);
    return mask;
  }

  /** Brightness against the surroundings, in units of how much it varies there. */
  private static Mat contrast(Mat pixels, List<Mat> mats) {
    Mat fine = keep(mats, new Mat());
    Imgproc.GaussianBlur(pixels, fine, new Size(0, 0), 1.2);
    Mat hills = hills(pixels, fine, mats);
    Mat spread = keep(mats, new Mat());
    Core.multiply(hills, hills, spread);
    Imgproc.GaussianBlur(spread, spread, new Size(0, 0), 8);
    Core.add(spread, new Scalar(1e-5), spread);
    Core.sqrt(spread, spread);
    Core.divide(hills, spread, hills);
    return hills;
  }

  private static Mat hills(Mat mat, List<Mat> mats) {
    return hills(mat, mat, mats);
  }

  private static Mat hills(Mat mat, Mat fine, List<Mat> mats) {
    Mat hills = keep(mats, new Mat());
    Imgproc.GaussianBlur(mat, hills, new Size(0, 0), 6);
    Core.subtract(fine, hills, hills);
    return hills;
  }

  private static double correlation(Mat first, Mat second, Mat mask) {
    double meanFirst = Core.mean(first, mask).val[0];
    double meanSecond = Core.mean(second, mask).val[0];
    Core.subtract(first, new Scalar(meanFirst), first);
    Core.subtract(second, new Scalar(meanSecond), second);
    return cosine(new Mat[] {first}, new Mat[] {second}, mask);
  }

  private static double edges(
      Mat pixels, double pixelBlur, Mat sketch, double sketchBlur, Mat mask, List<Mat> mats) {
    return cosine(directions(pixels, pixelBlur, mats), directions(sketch, sketchBlur, mats), mask);
  }

  /** The edges' strength at twice their angle, so that light-dark equals dark-light. */
  private static Mat[] directions(Mat mat, double blur, List<Mat> mats) {
    Mat smooth = keep(mats, new Mat());
    Imgproc.GaussianBlur(mat, smooth, new Size(0, 0), blur);
    Mat dx = keep(mats, new Mat());
    Mat dy = keep(mats, new Mat());
    Imgproc.Sobel(smooth, dx, CvType.CV_32F, 1, 0);
    Imgproc.Sobel(smooth, dy, CvType.CV_32F, 0, 1);
    Mat strength = keep(mats, new Mat());
    Core.magnitude(dx, dy, strength);
    Core.add(strength, new Scalar(1e-9), strength);
    Mat across = keep(mats, new Mat());
    Core.multiply(dx, dy, across, 2);
    Core.divide(across, strength, across);
    Mat along = keep(mats, new Mat());
    Core.multiply(dx, dx, along);
    Core.multiply(dy, dy, dy);
    Core.subtract(along, dy, along);
    Core.divide(along, strength, along);
    return new Mat[] {along, across};
  }

  private static double cosine(Mat[] first, Mat[] second, Mat mask) {
    Mat product = new Mat();
    double both = 0;
    double firstSquares = 0;
    double secondSquares = 0;
    for (int i = 0; i < first.length; i++) {
      both += sum(first[i], second[i], product, mask);
      firstSquares += sum(first[i], first[i], product, mask);
      secondSquares += sum(second[i], second[i], product, mask);
    }
    OpenCv.release(product);
    boolean flat = Math.min(firstSquares, secondSquares) < ROUNDING;
    return flat ? 0 : both / Math.sqrt(firstSquares * secondSquares);
  }

  private static double sum(Mat first, Mat second, Mat product, Mat mask) {
    Core.multiply(first, second, product);
    return Core.mean(product, mask).val[0];
  }
}
