package org.saehdbw.evaluation;

import java.nio.ByteBuffer;
import org.saehdbw.faces.HeadPose;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.files.Sha256;
import org.saehdbw.pictures.FaceFileException;

/**
 * One face of a manifest.
 *
 * @param name what it was called in its set
 * @param content its content hash, 64 hexadecimal digits
 * @param origin the content hash of the face that it was made from ({@link Faceset#originHash}), by
 *     which a colour face and its gray copy are matched
 * @param landmarks a hash of its size and its 68 points, 16 digits: with the name it identifies a
 *     face in another form if no origin is known, such as a file that another program converted to
 *     gray
 * @param yawDegrees how far it is turned, above 0 when the nose points to the picture's left
 * @param pitchDegrees above 0 when it looks up
 */
public record PinnedFace(
    String name,
    String content,
    String origin,
    String landmarks,
    double yawDegrees,
    double pitchDegrees) {
  private static final int DIGITS = 16;
  private static final double ROUND = 100;

  /**
   * Pins a face.
   *
   * @throws FaceFileException if it has to be decoded for its hash and cannot be
   */
  static PinnedFace of(Faceset faces, int index) throws FaceFileException {
    Faceset.FaceEntry entry = faces.entries().get(index);
    HeadPose pose = HeadPose.of(entry.metadata().landmarks(), entry.width());
    return new PinnedFace(
        entry.name(),
        faces.contentHash(index),
        faces.originHash(index),
        landmarks(entry),
        rounded(Math.toDegrees(pose.yaw())),
        rounded(Math.toDegrees(pose.pitch())));
  }

  private static double rounded(double degrees) {
    return Math.round(degrees * ROUND) / ROUND;
  }

  /** Returns the hash of a face's size and points. */
  static String landmarks(Faceset.FaceEntry entry) {
    double[] points = entry.metadata().landmarks().toArray();
    ByteBuffer bytes = ByteBuffer.allocate(2 * Integer.BYTES + points.length * Double.BYTES);
    bytes.putInt(entry.width()).putInt(entry.height());
    for (double point : points) {
      bytes.putDouble(point);
    }
    return Sha256.hex(bytes.array()).substring(0, DIGITS);
  }
}
