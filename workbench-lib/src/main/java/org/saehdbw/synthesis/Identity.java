package org.saehdbw.synthesis;

/**
 * A person: shape and looks. Lengths are in millimetres, factors are relative to the average.
 *
 * @param wrinkles how deep, 0 to 1
 * @param freckles how many, 0 to 1
 * @param mole whether there is one beside the mouth
 */
record Identity(
    Skull skull,
    Eyes eyes,
    Brows brows,
    Nose nose,
    Mouth mouth,
    Rgb skin,
    Hair hair,
    Beard beard,
    Glasses glasses,
    double wrinkles,
    double freckles,
    boolean mole) {

  /** Factors of the head's and the jaw's width, and what the chin is longer than usual. */
  record Skull(double width, double jaw, double chin, double cheeks) {}

  /** Half the distance, half the width, height when open, outer corner above the inner. */
  record Eyes(double spacing, double halfWidth, double height, double tilt, Rgb iris) {}

  /** Height above the usual place, thickness, how much the outer end is lower, colour. */
  record Brows(double height, double thickness, double droop, Rgb colour) {}

  /** What it is longer than usual; half the width at the wings; factor of the height. */
  record Nose(double longer, double halfWidth, double height, double hump) {}

  /** Half the width, heights of the lips, colour. */
  record Mouth(double halfWidth, double upper, double lower, Rgb colour) {}

  /**
   * Hair on the head.
   *
   * @param front where it begins on the forehead (y, the brows are near -60)
   * @param sides where it ends beside the face
   * @param back where it ends behind
   * @param top how thick above
   * @param side how thick beside
   * @param fringe whether it hangs over the forehead
   * @param curl how uneven, 0 to 1
   * @param part how much the line on the forehead leans
   */
  record Hair(
      double front,
      double sides,
      double back,
      double top,
      double side,
      boolean fringe,
      double curl,
      double part,
      Rgb colour) {}

  /** Densities from 0 to 1 of the moustache, the chin beard and the beard on the cheeks. */
  record Beard(double moustache, double chin, double cheeks, Rgb colour) {
    static Beard none() {
      return new Beard(0, 0, 0, new Rgb(0, 0, 0));
    }
  }

  /** Half height and thickness of the frame; thickness 0 for none. */
  record Glasses(double halfHeight, double thickness, Rgb colour) {
    static Glasses none() {
      return new Glasses(0, 0, new Rgb(0, 0, 0));
    }
  }
}
