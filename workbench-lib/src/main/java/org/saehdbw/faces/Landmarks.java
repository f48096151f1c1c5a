package org.saehdbw.faces;

import java.util.Arrays;
import org.saehdbw.pictures.Affine;

/**
 * The 68 points of a face (iBUG numbering: 0-16 jaw, 17-26 brows, 27-35 nose, 36-47 eyes, 48-67
 * mouth) in the pixels of one picture, x to the right and y down. Immutable.
 */
public final class Landmarks {
  /** How many points a face has. */
  public static final int COUNT = 68;

  private final double[] xy;

  private Landmarks(double[] xy) {
    this.xy = xy;
  }

  /**
   * Takes points as x0, y0, x1, y1, ...
   *
   * @throws IllegalArgumentException if there are not 136 finite numbers
   */
  public static Landmarks of(double... xy) {
    if (xy.length != 2 * COUNT) {
      throw new IllegalArgumentException(
          "landmarks must be 68 points (136 numbers), got " + xy.length + " numbers");
    }
    for (int i = 0; i < xy.length; i++) {
      if (!Double.isFinite(xy[i])) {
        throw new IllegalArgumentException("landmark " + i / 2 + " is not finite: " + xy[i]);
      }
    }
    return new Landmarks(xy.clone());
  }

  /** The x coordinate of a point, in pixels. */
  public double x(int point) {
    return xy[2 * point];
  }

  /** The y coordinate of a point, in pixels. */
  public double y(int point) {
    return xy[2 * point + 1];
  }

  /** Returns the points moved by a map. */
  public Landmarks map(Affine map) {
    double[] moved = new double[xy.length];
    for (int i = 0; i < COUNT; i++) {
      moved[2 * i] = map.mapX(x(i), y(i));
      moved[2 * i + 1] = map.mapY(x(i), y(i));
    }
    return of(moved);
  }

  /** Returns a copy as x0, y0, x1, y1, ... */
  public double[] toArray() {
    return xy.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Landmarks that && Arrays.equals(xy, that.xy);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(xy);
  }

  @Override
  public String toString() {
    return "Landmarks" + Arrays.toString(xy);
  }
}
