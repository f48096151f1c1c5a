package org.saehdbw.facesets.health;

import java.util.Arrays;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.saehdbw.faces.FaceMetadata;
import org.saehdbw.faces.FaceType;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.OpenCv;
import org.saehdbw.pictures.Picture;
import org.saehdbw.synthesis.SyntheticFace;
import org.saehdbw.tensors.CounterRandom;

/** Plants one defect on one face; what it is and how strong stands in planted-defects.yaml. */
final class Planter {
  private Planter() {}

  static void plant(
      PlantedDefects.Defect defect,
      String name,
      SyntheticFace face,
      CounterRandom random,
      MemoryFaceset into) {
    double s = defect.strength();
    Picture picture = face.picture();
    FaceMetadata data = face.metadata();
    int side = picture.width();
    switch (defect.kind()) {
      case "blur" -> into.add(name, blurred(picture, s), data);
      case "motion_blur" -> into.add(name, moved(picture, s, random), data);
      case "under_exposed", "over_exposed" -> into.add(name, scaled(picture, s, 0), data);
      case "low_contrast" -> into.add(name, flattened(picture, s), data);
      case "low_luma_contrast" -> into.add(name, flattenedLuma(picture, s), data);
      case "tiny_source" -> into.add(name, resized(resized(picture, (int) s), side), data);
      case "small_file" ->
          into.add(
              name,
              resized(picture, (int) s),
              FaceMetadata.of(data.faceType(), around(data.landmarks(), s / side, 0, 0, 0)));
      case "exact_copy" -> {
        into.add(name + " original", picture, data);
        into.add(name, picture, data);
      }
      case "reencoded_copy" -> {
        into.add(name + " original", picture, data);
        into.add(name, picture, data, (int) s);
      }
      case "brighter_copy" -> {
        into.add(name + " original", picture, data);
        into.add(name, scaled(picture, 1, s), data);
      }
      case "shifted_copy" -> {
        into.add(name + " original", picture, data);
        into.add(name, shifted(picture, s, s), data);
      }
      case "wrong_before_the_cut" -> {
        double angle = random.nextDouble(0, 2 * Math.PI);
        into.add(
            name, shifted(picture, s * side * Math.cos(angle), s * side * Math.sin(angle)), data);
      }
      case "wrong_face_type" ->
          into.add(name, picture, FaceMetadata.of(type((int) s), data.landmarks()));
      case "source_mismatch" -> into.add(name, picture, mismatched(data, s * side));
      default ->
          into.add(
              name,
              picture,
              FaceMetadata.of(
                  data.faceType(), points(defect.kind(), data.landmarks(), s, side, random)));
    }
  }

  private static FaceType type(int id) {
    return Arrays.stream(FaceType.values()).filter(one -> one.id() == id).findFirst().orElseThrow();
  }

  private static Landmarks points(
      String kind, Landmarks points, double s, int side, CounterRandom random) {
    double middle = side / 2.0;
    double angle = random.nextDouble(0, 2 * Math.PI);
    double[] xy = points.toArray();
    switch (kind) {
      case "landmarks_shifted" -> {
        return around(points, 1, 0, s * side * Math.cos(angle), s * side * Math.sin(angle));
      }
      case "landmarks_outside" -> {
        return around(points, 1, 0, s * side, 0);
      }
      case "landmarks_rotated", "landmarks_scaled" -> {
        boolean turn = kind.equals("landmarks_rotated");
        double radians = turn ? Math.toRadians(angle < Math.PI ? s : -s) : 0;
        Affine back = new Affine(1, 0, middle, 0, 1, middle);
        Affine there = new Affine(1, 0, -middle, 0, 1, -middle);
        Affine map = turned(turn ? 1 : s, radians);
        return points.map(back.after(map.after(there)));
      }
      case "landmarks_mirrored" -> {
        return points.map(new Affine(-1, 0, side, 0, 1, 0));
      }
      case "landmarks_jittered" -> {
        for (int i = 0; i < xy.length; i++) {
          xy[i] += s * side * random.nextGaussian();
        }
      }
      case "landmarks_swapped" -> {
        int[] order = random.permutation(Landmarks.COUNT);
        for (int pair = 0; pair < s; pair++) {
          for (int axis = 0; axis < 2; axis++) {
            int a = 2 * order[2 * pair] + axis;
            int b = 2 * order[2 * pair + 1] + axis;
            double kept = xy[a];
            xy[a] = xy[b];
            xy[b] = kept;
          }
        }
      }
      case "landmarks_collapsed" -> {
        for (int i = 0; i < 2 * 36; i++) {
          xy[i] = middle + s * (xy[i] - middle);
        }
      }
      default -> throw new AssertionError("no such defect: " + kind);
    }
    return Landmarks.of(xy);
  }

  private static Affine turned(double scale, double radians) {
    double cos = scale * Math.cos(radians);
    double sin = scale * Math.sin(radians);
    return new Affine(cos, -sin, 0, sin, cos, 0);
  }

  private static Landmarks around(
      Landmarks points, double scale, double radians, double dx, double dy) {
    return points.map(new Affine(1, 0, dx, 0, 1, dy).after(turned(scale, radians)));
  }

  /** A frame of twice the size, turned, whose matrix is off by so many pixels. */
  static FaceMetadata mismatched(FaceMetadata data, double pixels) {
    Affine toFace = new Affine(0.45, 0.1, -30, -0.1, 0.45, 12);
    Landmarks frame = data.landmarks().map(toFace.inverse());
    Affine off = new Affine(1, 0, pixels, 0, 1, 0).after(toFace);
    return data.withSource("frame.png", List.of(0, 0, 500, 500), frame, off);
  }

  private static Picture blurred(Picture picture, double sigma) {
    Mat mat = OpenCv.toMat(picture);
    Imgproc.GaussianBlur(mat, mat, new Size(0, 0), sigma);
    return taken(mat);
  }

  private static Picture moved(Picture picture, double length, CounterRandom random) {
    int side = (int) length | 1;
    double angle = random.nextDouble(0, Math.PI);
    Mat kernel = Mat.zeros(side, side, CvType.CV_32FC1);
    double half = side / 2.0 - 0.5;
    Imgproc.line(
        kernel,
        new Point(half - half * Math.cos(angle), half - half * Math.sin(angle)),
        new Point(half + half * Math.cos(angle), half + half * Math.sin(angle)),
        new Scalar(1));
    double sum = Core.sumElems(kernel).val[0];
    kernel.convertTo(kernel, -1, 1 / sum);
    Mat mat = OpenCv.toMat(picture);
    Imgproc.filter2D(mat, mat, -1, kernel);
    OpenCv.release(kernel);
    return taken(mat);
  }

  private static Picture scaled(Picture picture, double factor, double added) {
    byte[] pixels = picture.pixels().clone();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = level(factor * (pixels[i] & 0xFF) + added);
    }
    return new Picture(picture.width(), picture.height(), picture.channels(), pixels);
  }

  private static Picture flattened(Picture picture, double factor) {
    double mean = 0;
    for (byte pixel : picture.pixels()) {
      mean += (double) (pixel & 0xFF) / picture.pixels().length;
    }
    return scaled(picture, factor, (1 - factor) * mean);
  }

  /** Moves every pixel's three values by the same, so that its luma comes nearer to the mean. */
  private static Picture flattenedLuma(Picture picture, double factor) {
    byte[] luma = picture.toGray().pixels();
    double mean = 0;
    for (byte pixel : luma) {
      mean += (double) (pixel & 0xFF) / luma.length;
    }
    byte[] pixels = picture.pixels().clone();
    for (int i = 0; i < pixels.length; i++) {
      double own = luma[i / 3] & 0xFF;
      pixels[i] = level((pixels[i] & 0xFF) + (factor - 1) * (own - mean));
    }
    return new Picture(picture.width(), picture.height(), 3, pixels);
  }

  private static byte level(double value) {
    return (byte) Math.round(Math.max(0, Math.min(255, value)));
  }

  private static Picture shifted(Picture picture, double dx, double dy) {
    Mat mat = OpenCv.toMat(picture);
    Mat move = new Mat(2, 3, CvType.CV_64FC1);
    move.put(0, 0, 1, 0, dx, 0, 1, dy);
    Imgproc.warpAffine(
        mat,
        mat,
        move,
        new Size(picture.width(), picture.height()),
        Imgproc.INTER_LINEAR,
        Core.BORDER_REPLICATE);
    OpenCv.release(move);
    return taken(mat);
  }

  private static Picture resized(Picture picture, int side) {
    Mat mat = OpenCv.toMat(picture);
    int way = side < picture.width() ? Imgproc.INTER_AREA : Imgproc.INTER_CUBIC;
    Imgproc.resize(mat, mat, new Size(side, side), 0, 0, way);
    return taken(mat);
  }

  private static Picture taken(Mat mat) {
    Picture picture = OpenCv.toPicture(mat);
    OpenCv.release(mat);
    return picture;
  }
}
