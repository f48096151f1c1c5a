package org.saehdbw.facesets.health;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which poses dst has and src lacks.
 *
 * @param distanceDegrees how far the nearest src pose may be, over yaw and pitch together
 * @param dstFaces faces of dst with a known pose
 * @param holes faces of dst that look where src has none within the distance, the loneliest first
 * @param mirrorFills how many of the holes a mirrored src face is near to
 * @param regions where the holes lie, those with most faces first
 */
public record PoseCover(
    double distanceDegrees, int dstFaces, List<Hole> holes, int mirrorFills, List<Region> regions) {
  /** The side of a region, in degrees. */
  public static final int REGION_DEGREES = 15;

  /** Copies the lists. */
  public PoseCover {
    holes = List.copyOf(holes);
    regions = List.copyOf(regions);
  }

  /**
   * A face of dst without one of src.
   *
   * @param place in dst's faces
   * @param degrees to the nearest pose of src; infinite where src has none
   */
  public record Hole(int place, double degrees) {}

  /**
   * A square of poses.
   *
   * @param yawFrom in degrees, {@value #REGION_DEGREES} wide
   * @param pitchFrom in degrees, {@value #REGION_DEGREES} high
   * @param faces of dst that look there where src has a hole
   */
  public record Region(int yawFrom, int pitchFrom, int faces) {
    /** In words: {@code yaw 45 to 60, pitch -15 to 0}. */
    public String text() {
      return String.format(
          Locale.ROOT,
          "yaw %d to %d, pitch %d to %d",
          yawFrom,
          yawFrom + REGION_DEGREES,
          pitchFrom,
          pitchFrom + REGION_DEGREES);
    }
  }

  static PoseCover of(List<FaceHealth> src, List<FaceHealth> dst, double distance) {
    List<FaceHealth> known = src.stream().filter(FaceHealth::hasPose).toList();
    List<Hole> holes = new ArrayList<>();
    Map<String, Region> regions = new TreeMap<>();
    int posed = 0;
    int fills = 0;
    for (int i = 0; i < dst.size(); i++) {
      FaceHealth face = dst.get(i);
      if (!face.hasPose()) {
        continue;
      }
      posed++;
      double apart = nearest(known, face.yaw(), face.pitch());
      if (apart > distance) {
        holes.add(new Hole(i, apart));
        fills += nearest(known, -face.yaw(), face.pitch()) <= distance ? 1 : 0;
        Region one = new Region(floor(face.yaw()), floor(face.pitch()), 1);
        regions.merge(
            one.text(), one, (a, b) -> new Region(a.yawFrom, a.pitchFrom, a.faces + b.faces));
      }
    }
    holes.sort(Comparator.comparingDouble(Hole::degrees).reversed());
    List<Region> ordered =
        regions.values().stream()
            .sorted(Comparator.comparingInt(Region::faces).reversed())
            .toList();
    return new PoseCover(distance, posed, holes, fills, ordered);
  }

  private static int floor(double degrees) {
    return REGION_DEGREES * (int) Math.floor(degrees / REGION_DEGREES);
  }

  /** The distance in degrees from a pose to the nearest face's. */
  private static double nearest(List<FaceHealth> faces, double yaw, double pitch) {
    double least = Double.POSITIVE_INFINITY;
    for (FaceHealth face : faces) {
      least = Math.min(least, Math.hypot(face.yaw() - yaw, face.pitch() - pitch));
    }
    return least;
  }
}
