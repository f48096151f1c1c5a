package org.saehdbw.synthesis;

import org.saehdbw.faces.Alignment;
import org.saehdbw.faces.FaceType;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.pictures.Affine;

/**
 * Turns the head and looks at it from some distance. The picture plane is in millimetres at the
 * head's middle; {@link Alignment} then says which part of it the aligned face is, so that the face
 * is drawn straight into its crop.
 */
final class Camera {
  /** The point that the head turns around. */
  private static final double PIVOT_Y = -10;

  private static final double PIVOT_Z = -55;
  private static final double DISTANCE = 700;

  private final double[] turn;

  private Camera(double[] turn) {
    this.turn = turn;
  }

  /** A camera for a share of a pose: 1 for the head, less for the neck that follows it. */
  static Camera of(FaceParameters p, double share) {
    double sp = StrictMath.sin(share * p.pitch());
    double cp = StrictMath.cos(share * p.pitch());
    double sy = StrictMath.sin(share * p.yaw());
    double cy = StrictMath.cos(share * p.yaw());
    double sr = StrictMath.sin(share * p.roll());
    double cr = StrictMath.cos(share * p.roll());
    // Looking up moves the nose (z above 0) up (y below 0); a positive yaw moves it to the left.
    double[] level = {cy, -sy * sp, -sy * cp, 0, cp, -sp, sy, cy * sp, cy * cp};
    double[] turn = level.clone();
    for (int i = 0; i < 3; i++) {
      turn[i] = cr * level[i] - sr * level[3 + i];
      turn[3 + i] = sr * level[i] + cr * level[3 + i];
    }
    return new Camera(turn);
  }

  /** Writes a direction as the camera sees it. */
  void direction(double x, double y, double z, double[] out) {
    out[0] = turn[0] * x + turn[1] * y + turn[2] * z;
    out[1] = turn[3] * x + turn[4] * y + turn[5] * z;
    out[2] = turn[6] * x + turn[7] * y + turn[8] * z;
  }

  /**
   * Writes the position of a point of the head in the picture plane, and its distance towards us.
   */
  void project(double x, double y, double z, double[] out) {
    direction(x, y - PIVOT_Y, z - PIVOT_Z, out);
    double scale = DISTANCE / (DISTANCE - out[2]);
    out[0] *= scale;
    out[1] *= scale;
  }

  Landmarks landmarks(double[] xyz) {
    double[] xy = new double[2 * Landmarks.COUNT];
    double[] out = new double[3];
    for (int i = 0; i < Landmarks.COUNT; i++) {
      project(xyz[3 * i], xyz[3 * i + 1], xyz[3 * i + 2], out);
      xy[2 * i] = out[0];
      xy[2 * i + 1] = out[1];
    }
    return Landmarks.of(xy);
  }

  static Affine crop(Landmarks inPlane, FaceType type, int size) {
    return Alignment.faceMatrix(inPlane, type, size);
  }
}
