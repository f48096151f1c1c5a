package org.saehdbw.dataloaders;

import org.saehdbw.tensors.CounterRandom;

/**
 * One sample's draws of its look.
 *
 * @param hue degrees added to the hue, whole, 0 where nothing is shifted
 * @param saturation added to the saturation
 * @param brightness added to HSV's value
 * @param gamma exponent of input and target
 * @param contrast factor of input and target about middle gray
 * @param blur of the input, Gaussian sigma in pixels
 * @param grain of the input, the deviation at middle gray
 * @param grainSize of the input's grain, Gaussian sigma in pixels
 */
record ToneJitter(
    int hue,
    double saturation,
    double brightness,
    double gamma,
    double contrast,
    double blur,
    double grain,
    double grainSize) {
  /** Changes nothing. */
  static final ToneJitter NONE = new ToneJitter(0, 0, 0, 1, 1, 0, 0, 0);

  private static final double LARGEST_CONTRAST = 1.5;
  private static final double LARGEST_BLUR = 0.02;
  private static final double LARGEST_GRAIN = 0.15;
  private static final double LARGEST_GRAIN_SIZE = 1;
  private static final double HALF_CIRCLE = 180;

  /**
   * Draws a sample's tone. Every value is drawn for any powers, so that one power does not change
   * another's draws.
   *
   * @param random a stream of this sample's own
   * @param shiftsHue whether this side's colours are shifted at all
   * @param side of the picture in pixels
   */
  static ToneJitter draw(CounterRandom random, ToneOptions powers, boolean shiftsHue, int side) {
    double hsv = shiftsHue ? powers.hsv() : 0;
    int range = Math.max(1, (int) (HALF_CIRCLE * hsv));
    int hue = random.nextInt(2 * range + 1) - range;
    double saturation = random.nextDouble() - 0.5;
    double brightness = random.nextDouble() - 0.5;
    double gamma = random.nextDouble(-1, 1);
    double contrast = random.nextDouble(-1, 1);
    double blur = random.nextDouble();
    double grain = random.nextDouble();
    double size = random.nextDouble();
    return new ToneJitter(
        hsv > 0 ? hue : 0,
        saturation * hsv,
        brightness * hsv,
        Math.pow(2, gamma * powers.gamma()),
        Math.pow(LARGEST_CONTRAST, contrast * powers.contrast()),
        blur * powers.softness() * LARGEST_BLUR * side,
        grain * powers.grain() * LARGEST_GRAIN,
        size * LARGEST_GRAIN_SIZE);
  }

  boolean shiftsHue() {
    return hue != 0 || saturation != 0 || brightness != 0;
  }
}
