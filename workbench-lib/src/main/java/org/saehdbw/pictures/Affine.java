package org.saehdbw.pictures;

/**
 * A 2x3 affine map of the plane: {@code (x, y)} goes to {@code (m00 x + m01 y + m02, m10 x + m11 y
 * + m12)}.
 */
public record Affine(double m00, double m01, double m02, double m10, double m11, double m12) {
  /** The x coordinate of the image of {@code (x, y)}. */
  public double mapX(double x, double y) {
    return m00 * x + m01 * y + m02;
  }

  /** The y coordinate of the image of {@code (x, y)}. */
  public double mapY(double x, double y) {
    return m10 * x + m11 * y + m12;
  }

  /** Returns the map that does {@code first} and then this. */
  public Affine after(Affine first) {
    return new Affine(
        m00 * first.m00 + m01 * first.m10,
        m00 * first.m01 + m01 * first.m11,
        m00 * first.m02 + m01 * first.m12 + m02,
        m10 * first.m00 + m11 * first.m10,
        m10 * first.m01 + m11 * first.m11,
        m10 * first.m02 + m11 * first.m12 + m12);
  }

  /**
   * Returns the inverse map.
   *
   * @throws IllegalArgumentException if this map flattens the plane
   */
  public Affine inverse() {
    double determinant = m00 * m11 - m01 * m10;
    if (determinant == 0 || !Double.isFinite(determinant)) {
      throw new IllegalArgumentException(
          "an affine map with determinant 0 has no inverse: " + this);
    }
    double i00 = m11 / determinant;
    double i01 = -m01 / determinant;
    double i10 = -m10 / determinant;
    double i11 = m00 / determinant;
    return new Affine(i00, i01, -(i00 * m02 + i01 * m12), i10, i11, -(i10 * m02 + i11 * m12));
  }
}
