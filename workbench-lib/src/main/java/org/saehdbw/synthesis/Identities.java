package org.saehdbw.synthesis;

import java.util.List;
import org.saehdbw.synthesis.Identity.Beard;
import org.saehdbw.synthesis.Identity.Brows;
import org.saehdbw.synthesis.Identity.Eyes;
import org.saehdbw.synthesis.Identity.Glasses;
import org.saehdbw.synthesis.Identity.Hair;
import org.saehdbw.synthesis.Identity.Mouth;
import org.saehdbw.synthesis.Identity.Nose;
import org.saehdbw.synthesis.Identity.Skull;

/**
 * The people that can be drawn. They are invented; they differ in large, simple things (skin, hair,
 * width of the face, beard, glasses), so that they can be distinguished in gray and at 64 pixels.
 * The first two differ most.
 */
final class Identities {
  private static final Rgb BLACK = new Rgb(0.09, 0.08, 0.08);
  private static final Rgb BROWN_EYES = new Rgb(0.26, 0.15, 0.08);
  private static final Rgb BLUE_EYES = new Rgb(0.30, 0.42, 0.55);
  private static final Rgb GREEN_EYES = new Rgb(0.28, 0.36, 0.22);

  static final List<Identity> ALL =
      List.of(
          fairWithBlackBob(),
          broadWithFullBeard(),
          longFairWithBlondHair(),
          tanWithGlassesAndMoustache(),
          oldWithWhiteBeard(),
          darkWithAfro(),
          redWithGoatee(),
          roundWithBun());

  private Identities() {}

  private static Identity fairWithBlackBob() {
    return new Identity(
        new Skull(0.95, 0.88, -3, 1.1),
        new Eyes(33, 14.8, 13.5, 1.5, GREEN_EYES),
        new Brows(1, 3.6, 1, BLACK),
        new Nose(-3, 13, 0.8, 0),
        new Mouth(24, 8, 11, new Rgb(0.66, 0.22, 0.24)),
        new Rgb(0.93, 0.77, 0.68),
        new Hair(-66, 88, 92, 12, 12, true, 0.05, 0, BLACK),
        Beard.none(),
        Glasses.none(),
        0,
        0,
        true);
  }

  private static Identity broadWithFullBeard() {
    return new Identity(
        new Skull(1.07, 1.16, 3, 0.9),
        new Eyes(34, 12.8, 10, -1, BROWN_EYES),
        new Brows(-2, 7.5, 0, BLACK),
        new Nose(2, 19, 1.15, 0.4),
        new Mouth(29, 7, 10, new Rgb(0.50, 0.27, 0.24)),
        new Rgb(0.56, 0.38, 0.27),
        new Hair(-91, -22, 20, 2.5, 2, false, 0, 0, BLACK),
        new Beard(0.95, 1, 1, BLACK),
        Glasses.none(),
        0.2,
        0,
        false);
  }

  private static Identity longFairWithBlondHair() {
    return new Identity(
        new Skull(0.9, 0.92, 9, 0.8),
        new Eyes(31, 13.2, 10.5, 0, BLUE_EYES),
        new Brows(3, 3.4, 2, new Rgb(0.62, 0.47, 0.28)),
        new Nose(4, 12.5, 1.1, 0.2),
        new Mouth(26, 5.5, 7, new Rgb(0.76, 0.45, 0.42)),
        new Rgb(0.88, 0.68, 0.57),
        new Hair(-84, 130, 140, 13, 11, false, 0.25, 0.5, new Rgb(0.86, 0.72, 0.45)),
        Beard.none(),
        Glasses.none(),
        0.1,
        1,
        false);
  }

  private static Identity tanWithGlassesAndMoustache() {
    return new Identity(
        new Skull(1.0, 1.04, 0, 0.8),
        new Eyes(33, 12.6, 10, 0, BROWN_EYES),
        new Brows(0, 6, 1, BLACK),
        new Nose(4, 16.5, 1.25, 0.8),
        new Mouth(28, 6, 8, new Rgb(0.60, 0.33, 0.29)),
        new Rgb(0.74, 0.55, 0.42),
        new Hair(-85, -20, 25, 11, 6, false, 0.1, -0.8, new Rgb(0.16, 0.12, 0.10)),
        new Beard(1, 0, 0, new Rgb(0.13, 0.10, 0.09)),
        new Glasses(16, 3.4, new Rgb(0.07, 0.07, 0.08)),
        0.2,
        0,
        false);
  }

  private static Identity oldWithWhiteBeard() {
    return new Identity(
        new Skull(1.02, 1.0, 5, 0.6),
        new Eyes(32, 12, 8.5, -2.5, BLUE_EYES),
        new Brows(-2, 7, 3, Rgb.gray(0.82)),
        new Nose(5, 17.5, 1.2, 0.5),
        new Mouth(28, 4.5, 6, new Rgb(0.66, 0.42, 0.38)),
        new Rgb(0.80, 0.60, 0.52),
        new Hair(-108, -15, 25, 4, 7, false, 0.4, 0, Rgb.gray(0.88)),
        new Beard(1, 1, 0.95, Rgb.gray(0.87)),
        Glasses.none(),
        1,
        0,
        false);
  }

  private static Identity darkWithAfro() {
    return new Identity(
        new Skull(1.0, 0.94, -2, 1.2),
        new Eyes(34.5, 14.6, 13, 1.5, BROWN_EYES),
        new Brows(2, 4, 0, BLACK),
        new Nose(-2, 19.5, 0.85, -0.2),
        new Mouth(29, 11, 14, new Rgb(0.45, 0.20, 0.20)),
        new Rgb(0.40, 0.26, 0.19),
        new Hair(-86, -5, 50, 40, 36, false, 1, 0, new Rgb(0.07, 0.06, 0.06)),
        Beard.none(),
        Glasses.none(),
        0,
        0,
        false);
  }

  private static Identity redWithGoatee() {
    return new Identity(
        new Skull(0.94, 1.02, 11, 0.7),
        new Eyes(31.5, 12.8, 10, 1, BLUE_EYES),
        new Brows(-1, 5.5, -1.5, new Rgb(0.50, 0.23, 0.10)),
        new Nose(6, 14.5, 1.4, 1.2),
        new Mouth(26, 5.5, 7.5, new Rgb(0.72, 0.42, 0.38)),
        new Rgb(0.91, 0.71, 0.62),
        new Hair(-92, -5, 30, 20, 5, false, 0.6, 0.2, new Rgb(0.58, 0.26, 0.10)),
        new Beard(0.8, 1, 0, new Rgb(0.52, 0.22, 0.09)),
        Glasses.none(),
        0.1,
        0.6,
        false);
  }

  private static Identity roundWithBun() {
    return new Identity(
        new Skull(1.06, 1.06, -5, 1.5),
        new Eyes(34, 13.6, 8, 3, BROWN_EYES),
        new Brows(3, 4.2, -1, new Rgb(0.12, 0.09, 0.08)),
        new Nose(-4, 15, 0.65, -0.2),
        new Mouth(25, 7.5, 10, new Rgb(0.74, 0.32, 0.32)),
        new Rgb(0.87, 0.69, 0.54),
        new Hair(-97, -30, 15, 6, 4, false, 0, 0, new Rgb(0.12, 0.10, 0.10)),
        Beard.none(),
        new Glasses(18, 1.6, new Rgb(0.30, 0.24, 0.20)),
        0,
        0,
        false);
  }
}
