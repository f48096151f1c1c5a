package org.saehdbw.facesets.health;

import java.util.Locale;

/** What can be found in facesets, in the order of a report: what must be corrected comes first. */
public enum FindingKind {
  UNREADABLE("cannot be read", Weight.MEND),
  MIRRORED("landmarks mirrored", Weight.MEND),
  SHAPELESS("landmarks in no face's shape", Weight.MEND),
  LYING("turned against their landmarks", Weight.MEND),
  BESIDE_THE_CUT("landmarks beside the picture's cut", Weight.MEND),
  SOURCE_MISMATCH("landmarks unlike the frame's", Weight.MEND),
  OUTSIDE("landmarks outside the picture", Weight.MEND),
  MIXED_TYPES("mixed face types", Weight.MEND),
  MIXED_CHANNELS("gray and colour mixed", Weight.LOOK),
  NOT_SQUARE("not square", Weight.MEND),
  POSE_HOLES("poses that src lacks", Weight.LOOK),
  BLURRED("blurred", Weight.LOOK),
  MOTION_BLURRED("blurred by motion", Weight.LOOK),
  DARK("too dark", Weight.LOOK),
  BURNT("burnt out", Weight.LOOK),
  FLAT("low contrast in gray", Weight.LOOK),
  GRAY_LOSS("contrast lost in gray", Weight.LOOK),
  SMALL("smaller than the training size", Weight.LOOK),
  SMALL_SOURCE("enlarged from few pixels", Weight.LOOK),
  COPIES("near-duplicates", Weight.LOOK),
  LARGE("larger than the training size", Weight.COST),
  TONES_DIFFER("src and dst differ in brightness", Weight.LOOK),
  SHARPNESS_DIFFERS("src is softer than dst", Weight.LOOK);

  /** What a finding asks for. */
  public enum Weight {
    /** Such faces train the model wrongly: correct or remove them. */
    MEND("mend"),
    /** Worth a look; in small numbers or on purpose it does no harm. */
    LOOK("look"),
    /** Nothing is wrong, but it costs time or disk. */
    COST("cost");

    private final String word;

    Weight(String word) {
      this.word = word;
    }

    /** The one word for it. */
    public String word() {
      return word;
    }
  }

  private final String title;
  private final Weight weight;

  FindingKind(String title, Weight weight) {
    this.title = title;
    this.weight = weight;
  }

  /** What it is, as a page's heading has it. */
  public String title() {
    return title;
  }

  /** What it asks for. */
  public Weight weight() {
    return weight;
  }

  /** The word in JSON: {@code motion_blurred}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
