package org.saehdbw.facesets.health;

import org.saehdbw.faces.Alignment;
import org.saehdbw.faces.FaceMetadata;
import org.saehdbw.faces.FaceType;
import org.saehdbw.faces.LandmarkFit;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.pictures.Affine;

/**
 * Whether a face's 68 points can be those of a face, and of this picture. The pixels are not asked:
 * points that were wrong before the face was cut agree with the cut and are not seen here.
 *
 * @param outside how far the farthest point of brows, eyes, nose and mouth is outside the picture,
 *     as a part of its side; 0 when all are inside
 * @param coincident how many of the points of jaw, brows and nose lie on another one of them
 * @param flatDistance see {@link LandmarkFit}
 * @param solidDistance see {@link LandmarkFit}
 * @param handedness see {@link LandmarkFit}
 * @param cutOff how far the picture's corners lie, at most, from where the cut by these points and
 *     the file's face type has them, as a part of the side
 * @param sourceOff how far the points lie, on average, from the frame's points moved by the file's
 *     own matrix, as a part of the side; not a number where the file has none
 */
public record PointCheck(
    double outside,
    int coincident,
    double flatDistance,
    double solidDistance,
    double handedness,
    double cutOff,
    double sourceOff) {
  private static final int FIRST_INNER = 17;
  private static final int RIGID_POINTS = 36;
  private static final double SAME_PLACE = 1e-3;

  static PointCheck of(Faceset.FaceEntry face) {
    FaceMetadata data = face.metadata();
    LandmarkFit fit = LandmarkFit.of(data.landmarks());
    return new PointCheck(
        outside(data.landmarks(), face.width(), face.height()),
        coincident(data.landmarks(), face.width()),
        fit.flatDistance(),
        fit.solidDistance(),
        fit.handedness(),
        cutOff(data, face.width(), face.height()),
        sourceOff(data, face.width()));
  }

  /** Whether these can be a face's points, so that its pose and hull mean something. */
  boolean plausible() {
    return coincident <= HealthLimits.MOST_COINCIDENT
        && handedness > HealthLimits.LEAST_HANDEDNESS
        && solidDistance <= HealthLimits.MOST_SOLID_DISTANCE
        && flatDistance <= HealthLimits.MOST_FLAT_DISTANCE;
  }

  private static double outside(Landmarks points, int width, int height) {
    double most = 0;
    for (int i = FIRST_INNER; i < Landmarks.COUNT; i++) {
      double x = Math.max(-points.x(i), points.x(i) - width) / width;
      double y = Math.max(-points.y(i), points.y(i) - height) / height;
      most = Math.max(most, Math.max(x, y));
    }
    return most;
  }

  private static int coincident(Landmarks points, int width) {
    int count = 0;
    for (int i = 0; i < RIGID_POINTS; i++) {
      boolean twin = false;
      for (int j = 0; j < RIGID_POINTS && !twin; j++) {
        double distance = Math.hypot(points.x(i) - points.x(j), points.y(i) - points.y(j));
        twin = i != j && distance < SAME_PLACE * width;
      }
      count += twin ? 1 : 0;
    }
    return count;
  }

  private static double cutOff(FaceMetadata data, int width, int height) {
    if (data.faceType() == FaceType.MARK_ONLY) {
      return 0;
    }
    Affine cut = Alignment.faceMatrix(data.landmarks(), data.faceType(), width);
    double most = 0;
    for (int corner = 0; corner < 4; corner++) {
      double x = corner % 2 == 0 ? 0 : width;
      double y = corner < 2 ? 0 : height;
      most = Math.max(most, Math.hypot(cut.mapX(x, y) - x, cut.mapY(x, y) - y));
    }
    return most / width;
  }

  private static double sourceOff(FaceMetadata data, int width) {
    if (data.sourceLandmarks().isEmpty() || data.imageToFace().isEmpty()) {
      return Double.NaN;
    }
    Landmarks moved = data.sourceLandmarks().get().map(data.imageToFace().get());
    double sum = 0;
    for (int i = 0; i < Landmarks.COUNT; i++) {
      sum += Math.hypot(moved.x(i) - data.landmarks().x(i), moved.y(i) - data.landmarks().y(i));
    }
    return sum / Landmarks.COUNT / width;
  }
}
