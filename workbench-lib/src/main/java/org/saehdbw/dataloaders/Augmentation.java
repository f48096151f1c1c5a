package org.saehdbw.dataloaders;

import org.saehdbw.pictures.Affine;
import org.saehdbw.tensors.CounterRandom;

/**
 * Every random draw that moves one sample's pixels, so that all of its pictures move alike and a
 * sample can be made again.
 *
 * @param rotation degrees, counter-clockwise on screen, -10 to 10
 * @param scale factor about the middle
 * @param shiftX shift to the right as a part of the side, -0.05 to 0.05
 * @param shiftY shift down, likewise
 * @param flip whether the sample is mirrored at last
 */
public record Augmentation(
    double rotation, double scale, double shiftX, double shiftY, boolean flip) {
  private static final double LARGEST_ROTATION = 10;
  private static final double LARGEST_SHIFT = 0.05;
  private static final int FLIPS_IN_TEN = 4;

  /**
   * Draws one sample's augmentation (spec/facesets 6): all uniform, mirrored with probability 0.4.
   *
   * @param random a stream of this sample's own
   * @param range of the scale
   * @param mayFlip whether the sample may be mirrored
   */
  public static Augmentation draw(CounterRandom random, ScaleRange range, boolean mayFlip) {
    double rotation = random.nextDouble(-LARGEST_ROTATION, LARGEST_ROTATION);
    double scale = random.nextDouble(range.low(), range.high());
    double shiftX = random.nextDouble(-LARGEST_SHIFT, LARGEST_SHIFT);
    double shiftY = random.nextDouble(-LARGEST_SHIFT, LARGEST_SHIFT);
    return new Augmentation(
        rotation, scale, shiftX, shiftY, mayFlip && random.nextInt(10) < FLIPS_IN_TEN);
  }

  /**
   * The map from an input's pixels to the output's, without the mirroring: rotation and scale about
   * {@code (side / 2, side / 2)}, then the shift.
   *
   * @param side of the square picture in pixels
   */
  public Affine matrix(int side) {
    double alpha = scale * Math.cos(Math.toRadians(rotation));
    double beta = scale * Math.sin(Math.toRadians(rotation));
    double centre = side / 2;
    return new Affine(
        alpha,
        beta,
        (1 - alpha) * centre - beta * centre + shiftX * side,
        -beta,
        alpha,
        beta * centre + (1 - alpha) * centre + shiftY * side);
  }
}
