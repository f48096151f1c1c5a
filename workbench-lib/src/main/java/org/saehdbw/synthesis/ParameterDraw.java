package org.saehdbw.synthesis;

import org.saehdbw.tensors.CounterRandom;

/** Draws a face's parameters from (seed, index). */
final class ParameterDraw {
  private static final double MAX_YAW = Math.toRadians(60);
  private static final double MAX_PITCH = Math.toRadians(20);
  private static final double MAX_ROLL = Math.toRadians(8);

  private ParameterDraw() {}

  static FaceParameters of(int identity, long seed, int index) {
    CounterRandom random = CounterRandom.of(seed, "drawn face", index, 0);
    double yaw = MAX_YAW * middled(random);
    double pitch = MAX_PITCH * middled(random);
    double roll = MAX_ROLL * middled(random);
    boolean blink = random.nextDouble() < 0.06;
    double eyesOpen = blink ? 0.05 : random.nextDouble(0.45, 1);
    double gazeX = middled(random);
    double gazeY = 0.7 * middled(random);
    double browRaise = middled(random);
    boolean shut = random.nextDouble() < 0.5;
    double mouthOpen = shut ? 0 : Math.max(0, random.nextDouble(-0.1, 0.9));
    double smile = random.nextDouble(-0.5, 1);
    double azimuth = Math.toRadians(65) * middled(random);
    double elevation = Math.toRadians(random.nextDouble(-5, 55));
    double share = random.nextDouble(0.35, 0.7);
    double exposure = random.nextDouble(0.88, 1.12);
    long texture = ((long) random.nextBits() << 32) | (random.nextBits() & 0xFFFFFFFFL);
    return new FaceParameters(
        identity, yaw, pitch, roll, eyesOpen, gazeX, gazeY, browRaise, mouthOpen, smile, azimuth,
        elevation, share, exposure, texture);
  }

  /** From -1 to 1, the middle somewhat more often than the ends; every value occurs. */
  private static double middled(CounterRandom random) {
    double u = random.nextDouble(-1, 1);
    return u * (0.6 + 0.4 * Math.abs(u));
  }
}
