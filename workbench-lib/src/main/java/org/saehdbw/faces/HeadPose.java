package org.saehdbw.faces;

import org.opencv.calib3d.Calib3d;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfDouble;
import org.opencv.core.MatOfPoint2f;
import org.opencv.core.MatOfPoint3f;
import org.saehdbw.pictures.OpenCv;

/**
 * Which way a head looks, in radians, as OpenCV's iterative perspective solver finds it from jaw,
 * brows and nose.
 *
 * @param pitch above 0 when the face looks up
 * @param yaw above 0 when the nose points to the picture's left
 * @param roll the turn in the picture's plane; near 0 for aligned faces
 */
public record HeadPose(double pitch, double yaw, double roll) {
  private static final double FLAT = 1e-6;

  /**
   * Finds the pose. The solver iterates, so measure a set once and not per batch.
   *
   * @param aligned the points in an aligned face's pixels
   * @param width the aligned face's columns, which stand for the camera's focal length
   */
  public static HeadPose of(Landmarks aligned, int width) {
    OpenCv.load();
    int[] points = ReferenceFace.POSE_POINTS;
    float[] image = new float[2 * points.length];
    for (int i = 0; i < points.length; i++) {
      image[2 * i] = (float) aligned.x(points[i]);
      image[2 * i + 1] = (float) aligned.y(points[i]);
    }
    MatOfPoint3f solid = new MatOfPoint3f();
    MatOfPoint2f flat = new MatOfPoint2f();
    Mat camera = new Mat(3, 3, CvType.CV_64FC1);
    MatOfDouble noDistortion = new MatOfDouble(0, 0, 0, 0);
    Mat turn = new Mat();
    Mat shift = new Mat();
    Mat rotation = new Mat();
    try {
      solid.create(points.length, 1, CvType.CV_32FC3);
      solid.put(0, 0, ReferenceFace.POSE_XYZ);
      flat.create(points.length, 1, CvType.CV_32FC2);
      flat.put(0, 0, image);
      camera.put(0, 0, width, 0, width / 2.0, 0, width, width / 2.0, 0, 0, 1);
      Calib3d.solvePnP(solid, flat, camera, noDistortion, turn, shift);
      Calib3d.Rodrigues(turn, rotation);
      double[] r = new double[9];
      rotation.get(0, 0, r);
      return ofRotation(r);
    } finally {
      OpenCv.release(solid, flat, camera, noDistortion, turn, shift, rotation);
    }
  }

  private static HeadPose ofRotation(double[] r) {
    double level = Math.hypot(r[0], r[3]);
    double x = level >= FLAT ? Math.atan2(r[7], r[8]) : Math.atan2(-r[5], r[4]);
    double z = level >= FLAT ? Math.atan2(r[3], r[0]) : 0;
    return new HeadPose(-clip(x), clip(Math.atan2(-r[6], level)), clip(z));
  }

  private static double clip(double angle) {
    return Math.max(-Math.PI / 2, Math.min(Math.PI / 2, angle));
  }
}
