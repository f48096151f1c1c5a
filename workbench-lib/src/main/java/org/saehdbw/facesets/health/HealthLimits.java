package org.saehdbw.facesets.health;

import org.saehdbw.faces.LandmarkFit;

/**
 * Where a figure becomes a finding, all in one place. What they find, and how often they are wrong,
 * is measured on planted defects and listed in docs/faceset-report.md.
 */
public final class HealthLimits {
  /**
   * Sharpest edges at the training size, as a Gaussian's sigma in pixels. At 1 a pattern of 4
   * pixels a period, as lashes and teeth are at 192, keeps 29 % of its contrast. Studio photographs
   * have 0.3 to 0.7.
   */
  public static final double MOST_BLUR = 1.0;

  /**
   * Blur that a moving camera added in one direction, as a sigma in pixels at the training size: a
   * streak of two and a half pixels. Studio photographs have up to 0.5, since faces have more fine
   * detail across than along.
   */
  public static final double MOST_MOTION = 0.7;

  /**
   * Level that the brightest 2 % of a face must reach. The white of the eyes and highlights do so
   * on dark skin too; 70 of 255 is 6 % of the light that white has, in which a shaded cheek is left
   * a dozen levels.
   */
  public static final double LEAST_HIGH = 70;

  /** Share of a face's pixels that may be burnt out; highlights on fair skin take half of it. */
  public static final double MOST_BURNT = 0.1;

  /**
   * Levels between a face's dark and light 2 %: below 50 the noise of a JPEG of quality 90, some 3
   * levels, is a fifteenth of all there is. Dark skin in soft light has 65.
   */
  public static final double LEAST_CONTRAST = 50;

  /**
   * Share of the contrast that must be left in gray: of a picture whose three channels vary alike
   * and without relation 0.67 is left, so less means that colours cancel.
   */
  public static final double LEAST_GRAY_SHARE = 0.6;

  /**
   * Part of the training size that a face must have had in its frame. At half of it three of four
   * pixels are invented by the enlargement.
   */
  public static final double LEAST_SOURCE = 0.5;

  /** Side over the training size from which more than a third of the pixels is thrown away. */
  public static final double MOST_SIZE = 1.25;

  /** Bits of 256 in which the hashes of near-duplicates may differ. */
  public static final int MOST_HASH_BITS = 48;

  /**
   * Root mean square difference in levels of near-duplicates of 32 x 32, brightness apart. Two
   * people, or one in two poses, are 17 or more apart.
   */
  public static final double MOST_COPY_DIFFERENCE = 10;

  /**
   * Part of the side by which points of brows, eyes, nose and mouth may lie outside: raised brows
   * reach a tenth on half faces.
   */
  public static final double MOST_OUTSIDE = 0.15;

  /** Points of jaw, brows and nose that may coincide; whole-number landmarks make a pair do so. */
  public static final int MOST_COINCIDENT = 2;

  /** A head turned fully to the side comes near 0, a mirrored one is far below. */
  public static final double LEAST_HANDEDNESS = LandmarkFit.LEAST_HANDEDNESS;

  /** See {@link PointCheck#flatDistance}: a head turned by 75 degrees and up by 45 has 0.26. */
  public static final double MOST_FLAT_DISTANCE = LandmarkFit.MOST_FLAT_DISTANCE;

  /** See {@link PointCheck#solidDistance}: drawn and real faces in any pose have 0.03 to 0.1. */
  public static final double MOST_SOLID_DISTANCE = LandmarkFit.MOST_SOLID_DISTANCE;

  /** See {@link PointCheck#cutOff}; corners moved by a twentieth of the side show in training. */
  public static final double MOST_CUT_OFF = 0.05;

  /** See {@link PointCheck#sourceOff}: beyond what rounding does. */
  public static final double MOST_SOURCE_OFF = 0.01;

  /** Degrees between a pose of dst and the nearest of src from which src has a hole there. */
  public static final double POSE_DISTANCE = 10;

  /** Levels between the median brightness of src and dst: a third of a stop on skin. */
  public static final double MOST_TONE_DIFFERENCE = 25;

  /** Pixels by which src's median edge may be softer than dst's: seen side by side at 100 %. */
  public static final double MOST_SHARPNESS_DIFFERENCE = 0.4;

  private HealthLimits() {}
}
