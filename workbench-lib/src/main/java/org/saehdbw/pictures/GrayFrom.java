package org.saehdbw.pictures;

import java.util.Arrays;
import java.util.List;

/** How colour becomes gray, wherever gray is made of colour: {@code gray_from} in settings. */
public enum GrayFrom {
  /** 0.299 red + 0.587 green + 0.114 blue, as the eye weighs them (ITU-R BT.601). */
  LUMA("luma", new GrayMix(0.114, 0.587, 0.299)),
  /** The blue channel alone, as the first plates saw. */
  BLUE("b", new GrayMix(1, 0, 0)),
  /** The green channel alone. */
  GREEN("g", new GrayMix(0, 1, 0)),
  /** The red channel alone. */
  RED("r", new GrayMix(0, 0, 1)),
  /**
   * Like orthochromatic film, which does not see red: lips and skin go dark. 0.6 green + 0.4 blue,
   * our choice for that kind of film; no stock was measured.
   */
  ORTHOCHROMATIC("ortho", new GrayMix(0.4, 0.6, 0)),
  /**
   * Like early panchromatic film, which sees all colours about alike and so blue and red better
   * than the eye: a third of each, our choice for that kind of film; no stock was measured.
   */
  PANCHROMATIC("pan", new GrayMix(1 / 3.0, 1 / 3.0, 1 / 3.0)),
  /**
   * Drawn anew for each sample ({@link GrayMix#draw}), so that a model learns faces and not one
   * film. Where there is no sample, as in previews, it is luma.
   */
  RANDOM("random", LUMA.mix);

  private final String option;
  private final GrayMix mix;

  GrayFrom(String option, GrayMix mix) {
    this.option = option;
    this.mix = mix;
  }

  /** The name in settings. */
  public String option() {
    return option;
  }

  /** The shares of the channels; of {@link #RANDOM} those that are used where nothing is drawn. */
  public GrayMix mix() {
    return mix;
  }

  /** Returns the picture in gray; a gray picture is returned as it is. */
  public Picture apply(Picture picture) {
    return mix.apply(picture);
  }

  /** The names of all ways, in the order of this enumeration. */
  public static List<String> options() {
    return Arrays.stream(values()).map(GrayFrom::option).toList();
  }

  /**
   * Finds a way by its name in settings.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static GrayFrom parse(String option) {
    for (GrayFrom way : values()) {
      if (way.option.equals(option)) {
        return way;
      }
    }
    throw new IllegalArgumentException(
        "gray_from must be one of " + String.join(", ", options()) + "; got " + option);
  }
}
