package org.saehdbw.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Bins of head pose: yaw by pitch. An angle belongs to the bin whose lower edge it reaches; below
 * the first edge and from the last one on there is a bin each.
 *
 * @param yawDegrees inner edges, ascending; yaw is above 0 when the nose points to the picture's
 *     left
 * @param pitchDegrees inner edges, ascending; pitch is above 0 when the face looks up
 */
public record PoseBins(List<Double> yawDegrees, List<Double> pitchDegrees) {
  /**
   * Checks the edges.
   *
   * @throws IllegalArgumentException if they do not ascend
   */
  public PoseBins {
    yawDegrees = List.copyOf(yawDegrees);
    pitchDegrees = List.copyOf(pitchDegrees);
    requireAscending("yaw_degrees", yawDegrees);
    requireAscending("pitch_degrees", pitchDegrees);
  }

  private static void requireAscending(String name, List<Double> edges) {
    for (int i = 1; i < edges.size(); i++) {
      if (!(edges.get(i) > edges.get(i - 1))) {
        throw new IllegalArgumentException(name + " must ascend, got " + edges);
      }
    }
  }

  /** Five bins of yaw (edges at 15 and 45 degrees either way) by three of pitch (at 10). */
  public static PoseBins usual() {
    return new PoseBins(List.of(-45.0, -15.0, 15.0, 45.0), List.of(-10.0, 10.0));
  }

  /** Returns how many bins there are. */
  public int count() {
    return (yawDegrees.size() + 1) * (pitchDegrees.size() + 1);
  }

  /** Returns a pose's bin: rows of pitch from down to up, within them yaw ascending. */
  public int bin(double yaw, double pitch) {
    return place(pitchDegrees, pitch) * (yawDegrees.size() + 1) + place(yawDegrees, yaw);
  }

  private static int place(List<Double> edges, double angle) {
    int place = 0;
    while (place < edges.size() && angle >= edges.get(place)) {
      place++;
    }
    return place;
  }

  /**
   * Returns a bin in words, such as {@code yaw -15 to 15, pitch below -10}.
   *
   * @throws IndexOutOfBoundsException if the bin does not exist
   */
  public String name(int bin) {
    Objects.checkIndex(bin, count());
    int columns = yawDegrees.size() + 1;
    return "yaw "
        + range(yawDegrees, bin % columns)
        + ", pitch "
        + range(pitchDegrees, bin / columns);
  }

  /** Returns the names of all bins, in order. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    for (int bin = 0; bin < count(); bin++) {
      names.add(name(bin));
    }
    return names;
  }

  private static String range(List<Double> edges, int place) {
    if (edges.isEmpty()) {
      return "any";
    }
    if (place == 0) {
      return "below " + plain(edges.get(0));
    }
    return place == edges.size()
        ? "from " + plain(edges.get(place - 1))
        : plain(edges.get(place - 1)) + " to " + plain(edges.get(place));
  }

  private static String plain(double edge) {
    return edge == Math.rint(edge) ? String.valueOf((long) edge) : String.valueOf(edge);
  }
}
