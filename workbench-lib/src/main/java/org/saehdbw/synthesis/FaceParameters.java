package org.saehdbw.synthesis;

/**
 * Everything that decides how one face is drawn. The same parameters give the same picture.
 *
 * <p>Angles are in radians; pose angles have {@link org.saehdbw.faces.HeadPose}'s signs and order
 * (pitch first, then yaw, then roll).
 *
 * @param identity who, from 0 to {@link SyntheticFaces#IDENTITIES} - 1
 * @param yaw above 0 when the nose points to the picture's left, at most 75 degrees either way
 * @param pitch above 0 when the face looks up, at most 45 degrees either way
 * @param roll turn in the picture's plane before alignment, at most 45 degrees either way
 * @param eyesOpen from 0 (shut) to 1 (wide)
 * @param gazeX where the eyes look, from -1 (picture's left) to 1
 * @param gazeY where the eyes look, from -1 (up) to 1
 * @param browRaise from -1 (frowning) to 1 (raised)
 * @param mouthOpen from 0 (shut) to 1 (wide)
 * @param smile from -1 (corners down) to 1
 * @param lightAzimuth where the light comes from: above 0 from the picture's right
 * @param lightElevation above 0 from above
 * @param lightShare the directed part of the light, from 0 (all from everywhere) to 1
 * @param exposure factor of the whole light, 0.2 to 3; 1 as usual
 * @param seed of the skin's and hair's fine texture, the background and the clothes
 */
public record FaceParameters(
    int identity,
    double yaw,
    double pitch,
    double roll,
    double eyesOpen,
    double gazeX,
    double gazeY,
    double browRaise,
    double mouthOpen,
    double smile,
    double lightAzimuth,
    double lightElevation,
    double lightShare,
    double exposure,
    long seed) {
  private static final double MAX_YAW = Math.toRadians(75);
  private static final double MAX_TILT = Math.toRadians(45);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the value that is out of its range
   */
  public FaceParameters {
    if (identity < 0 || identity >= SyntheticFaces.IDENTITIES) {
      throw new IllegalArgumentException(
          "identity must be from 0 to " + (SyntheticFaces.IDENTITIES - 1) + ", got " + identity);
    }
    require("yaw", yaw, -MAX_YAW, MAX_YAW);
    require("pitch", pitch, -MAX_TILT, MAX_TILT);
    require("roll", roll, -MAX_TILT, MAX_TILT);
    require("eyesOpen", eyesOpen, 0, 1);
    require("gazeX", gazeX, -1, 1);
    require("gazeY", gazeY, -1, 1);
    require("browRaise", browRaise, -1, 1);
    require("mouthOpen", mouthOpen, 0, 1);
    require("smile", smile, -1, 1);
    require("lightAzimuth", lightAzimuth, -Math.PI, Math.PI);
    require("lightElevation", lightElevation, -Math.PI, Math.PI);
    require("lightShare", lightShare, 0, 1);
    require("exposure", exposure, 0.2, 3);
  }

  private static void require(String name, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          name + " must be from " + low + " to " + high + ", got " + value);
    }
  }

  /** Returns a face that looks at the camera, at rest, in soft light from the upper left. */
  public static FaceParameters frontal(int identity, long seed) {
    return new FaceParameters(identity, 0, 0, 0, 0.75, 0, 0, 0, 0, 0, -0.5, 0.5, 0.55, 1, seed);
  }

  /** Returns another person in this pose, expression and light. */
  public FaceParameters withIdentity(int who) {
    return new FaceParameters(
        who,
        yaw,
        pitch,
        roll,
        eyesOpen,
        gazeX,
        gazeY,
        browRaise,
        mouthOpen,
        smile,
        lightAzimuth,
        lightElevation,
        lightShare,
        exposure,
        seed);
  }

  /** Returns this in another pose, in radians. */
  public FaceParameters withPose(double newYaw, double newPitch, double newRoll) {
    return new FaceParameters(
        identity,
        newYaw,
        newPitch,
        newRoll,
        eyesOpen,
        gazeX,
        gazeY,
        browRaise,
        mouthOpen,
        smile,
        lightAzimuth,
        lightElevation,
        lightShare,
        exposure,
        seed);
  }

  /**
   * Returns this with another expression; the eyes look where they did.
   *
   * @throws IllegalArgumentException naming the value that is out of its range
   */
  public FaceParameters withExpression(
      double newEyesOpen, double newBrowRaise, double newMouthOpen, double newSmile) {
    return new FaceParameters(
        identity,
        yaw,
        pitch,
        roll,
        newEyesOpen,
        gazeX,
        gazeY,
        newBrowRaise,
        newMouthOpen,
        newSmile,
        lightAzimuth,
        lightElevation,
        lightShare,
        exposure,
        seed);
  }

  /** Returns this with another fine texture, background and clothes. */
  public FaceParameters withSeed(long newSeed) {
    return new FaceParameters(
        identity,
        yaw,
        pitch,
        roll,
        eyesOpen,
        gazeX,
        gazeY,
        browRaise,
        mouthOpen,
        smile,
        lightAzimuth,
        lightElevation,
        lightShare,
        exposure,
        newSeed);
  }
}
