package org.saehdbw.merging.options;

/**
 * How far a face takes the look of the film around it, 0 to 100 percent.
 *
 * @param sharpness of the way to the sharpness of the face that it replaces
 * @param grain of the frame's own grain
 */
public record FilmLook(int sharpness, int grain) {
  /** The face as the model draws it. */
  public static final FilmLook NONE = new FilmLook(0, 0);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is left
   */
  public FilmLook {
    MergeSettings.SHARPNESS_MATCH.check(sharpness);
    MergeSettings.GRAIN_MATCH.check(grain);
  }

  FilmLook toward(FilmLook other, double part) {
    return new FilmLook(
        MergeOptions.between(sharpness, other.sharpness, part),
        MergeOptions.between(grain, other.grain, part));
  }
}
