package org.saehdbw.facesets.health;

import java.util.Arrays;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.saehdbw.faces.FaceMasks;
import org.saehdbw.faces.FaceMetadata;
import org.saehdbw.faces.HeadPose;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.LyingFaces;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.OpenCv;
import org.saehdbw.pictures.Picture;

/** Measures one decoded face after another; safe from several threads. */
final class FaceMeasurer {
  /** A hull that covers less than this part of the picture says nothing of the face. */
  private static final double LEAST_HULL = 0.04;

  private final int side;

  /**
   * Begins for one training size.
   *
   * @param side in pixels
   */
  FaceMeasurer(int side) {
    this.side = side;
  }

  /** A face and what its copies are found by. */
  record Measured(FaceHealth health, CopySign sign) {}

  Measured measure(int index, Faceset.FaceEntry face, Picture picture) {
    OpenCv.load();
    PointCheck points = PointCheck.of(face);
    Picture small = resized(picture);
    Picture luma = small.toGray();
    boolean[] inside = hull(face, points);
    EdgeBlur edges = EdgeBlur.of(floats(luma.pixels()), inside, side);
    Tones tones = Tones.of(small.pixels(), small.channels(), luma.pixels(), inside);
    boolean posed = points.plausible();
    HeadPose pose =
        posed
            ? HeadPose.of(face.metadata().landmarks(), face.width())
            : new HeadPose(Double.NaN, Double.NaN, Double.NaN);
    FaceHealth health =
        new FaceHealth(
            index,
            face.name(),
            face.width(),
            face.height(),
            face.channels(),
            face.metadata().faceType(),
            edges,
            tones,
            points,
            Math.toDegrees(pose.yaw()),
            Math.toDegrees(pose.pitch()),
            sourceSide(face),
            LyingFaces.lies(small, face));
    return new Measured(health, CopySign.of(luma));
  }

  private Picture resized(Picture picture) {
    if (picture.width() == side && picture.height() == side) {
      return picture;
    }
    Mat from = OpenCv.toMat(picture);
    Mat to = new Mat();
    try {
      boolean shrink = picture.width() > side;
      int way = shrink ? Imgproc.INTER_AREA : Imgproc.INTER_CUBIC;
      Imgproc.resize(from, to, new Size(side, side), 0, 0, way);
      return OpenCv.toPicture(to);
    } finally {
      OpenCv.release(from, to);
    }
  }

  /** The face's hull at the training size, or the middle of the picture where there is none. */
  private boolean[] hull(Faceset.FaceEntry face, PointCheck points) {
    boolean[] inside = new boolean[side * side];
    int found = 0;
    if (points.plausible()) {
      Affine shrink =
          new Affine((double) side / face.width(), 0, 0, 0, (double) side / face.height(), 0);
      Landmarks small = face.metadata().landmarks().map(shrink);
      Mat mask = FaceMasks.hull(small, 1, side, side);
      float[] values = new float[side * side];
      mask.get(0, 0, values);
      OpenCv.release(mask);
      for (int i = 0; i < values.length; i++) {
        inside[i] = values[i] > 0;
        found += inside[i] ? 1 : 0;
      }
    }
    if (found < LEAST_HULL * side * side) {
      for (int y = side / 4; y < side - side / 4; y++) {
        Arrays.fill(inside, y * side + side / 4, (y + 1) * side - side / 4, true);
      }
    }
    return inside;
  }

  private static float[] floats(byte[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = values[i] & 0xFF;
    }
    return floats;
  }

  private static double sourceSide(Faceset.FaceEntry face) {
    FaceMetadata data = face.metadata();
    if (data.imageToFace().isEmpty()) {
      return Double.NaN;
    }
    Affine map = data.imageToFace().get();
    double zoom = Math.sqrt(Math.abs(map.m00() * map.m11() - map.m01() * map.m10()));
    return zoom > 0 ? face.width() / zoom : Double.NaN;
  }
}
