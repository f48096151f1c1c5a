package org.saehdbw.merging.matching;

import java.util.List;
import java.util.Optional;
import org.saehdbw.faces.Landmarks;

/**
 * How faces move: from the place of a face in the frame before to its place in the frame after. The
 * first and the last frame stand in for the neighbour that they lack.
 *
 * <p>The place is that of the middle of the full face. A face is taken for the same one if it is
 * the nearest in the neighbouring frame and not farther away than half the side of its square, so
 * that a cut is no motion.
 */
final class MotionVectors {
  private final List<List<Landmarks>> frames;
  private final boolean original;

  /**
   * Takes the faces of every frame.
   *
   * @param original whether places are rounded to whole pixels and a frame's only face is the same
   *     one however far away it is
   */
  MotionVectors(List<List<Landmarks>> frames, boolean original) {
    this.frames = frames;
    this.original = original;
  }

  /** The motion of a face. */
  Motion of(int frame, int face) {
    Landmarks here = frames.get(frame).get(face);
    Optional<double[]> before = place(here, frames.get(Math.max(0, frame - 1)));
    Optional<double[]> after = place(here, frames.get(Math.min(frames.size() - 1, frame + 1)));
    if (before.isEmpty() || after.isEmpty()) {
      return Motion.NONE;
    }
    double dx = after.get()[0] - before.get()[0];
    double dy = after.get()[1] - before.get()[1];
    double power = Math.hypot(dx, dy);
    return power == 0 ? Motion.NONE : new Motion(power, -Math.toDegrees(Math.atan2(dy, dx)));
  }

  private Optional<double[]> place(Landmarks here, List<Landmarks> neighbours) {
    double[] own = middle(here);
    double nearest = original ? Double.MAX_VALUE : FaceTracks.side(here) / 2;
    Optional<double[]> found = Optional.empty();
    for (Landmarks neighbour : neighbours) {
      double[] other = middle(neighbour);
      double distance = Math.hypot(other[0] - own[0], other[1] - own[1]);
      if (distance <= nearest) {
        nearest = distance;
        found = Optional.of(other);
      }
    }
    return found;
  }

  private double[] middle(Landmarks landmarks) {
    double[] middle = FaceTracks.middle(landmarks);
    return original ? new double[] {Math.rint(middle[0]), Math.rint(middle[1])} : middle;
  }
}
