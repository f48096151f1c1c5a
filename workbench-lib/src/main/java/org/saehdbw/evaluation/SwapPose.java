package org.saehdbw.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * How far one swapped face is from the pose and expression that it should have. The person that it
 * should show was drawn in that pose (the centre) and a step away on either side of each axis; a
 * face's place on an axis is the nearest point of the two straight lines from the centre to those
 * steps. A face further off than a step counts as a step.
 *
 * <p>Models draw softer than the truth, which looks like a change of expression: a shut mouth is
 * softer than an open one. So what makes the centre softer, at three widths, is taken out of every
 * difference first.
 */
final class SwapPose {
  private static final int[] SOFTER = {2, 6, 16};

  private final NormalizedFace look;
  private final double[] centre;
  private final List<double[]> ignored = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();

  /**
   * A picture a step away from the centre.
   *
   * @param offset along the axis, signed
   * @param way from the centre's standard picture to this one's
   * @param square mean square of the way
   */
  private record Step(SwapAxis axis, double offset, double[] way, double square) {}

  /**
   * Begins with the centre.
   *
   * @param look of the part that is compared
   * @param centre luma of the person in the right pose and expression
   * @param side its rows and columns
   */
  SwapPose(NormalizedFace look, double[] centre, int side) {
    this.look = look;
    this.centre = look.standard(centre);
    for (int times : SOFTER) {
      double[] way = away(BinomialBlur.of(centre, side, times));
      double length = Math.sqrt(look.product(way, way));
      if (length > 0) {
        ignored.add(scaled(way, 1 / length));
      }
    }
  }

  /** Adds a drawing that is off along an axis. */
  void add(SwapAxis axis, double offset, double[] picture) {
    double[] way = away(picture);
    double square = look.product(way, way);
    if (square > 0) {
      steps.add(new Step(axis, offset, way, square));
    }
  }

  /** Returns how far a face is off along an axis, signed; 0 if the axis has no steps. */
  double offset(SwapAxis axis, double[] picture) {
    double[] away = away(picture);
    double best = 0;
    double offset = 0;
    for (Step step : steps) {
      if (step.axis == axis) {
        double along = look.product(away, step.way);
        double part = Math.max(0, Math.min(1, along / step.square));
        double nearer = part * (2 * along - part * step.square);
        if (nearer > best) {
          best = nearer;
          offset = part * step.offset;
        }
      }
    }
    return offset;
  }

  /** The difference to the centre, less what softness makes of it. */
  private double[] away(double[] picture) {
    double[] away = look.standard(picture);
    for (int i = 0; i < away.length; i++) {
      away[i] -= centre[i];
    }
    for (double[] direction : ignored) {
      double part = look.product(away, direction);
      for (int i = 0; i < away.length; i++) {
        away[i] -= part * direction[i];
      }
    }
    return away;
  }

  private static double[] scaled(double[] values, double factor) {
    double[] scaled = values.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }
    return scaled;
  }
}
