package org.saehdbw.facesets.sorting;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What faces can be sorted by. The options are DeepFaceLab's words, and shorter ones beside them.
 */
public enum SortMethod {
  /** Sharpness within the hull, sharpest first; faces without one edge are rejected. */
  BLUR("blur"),
  /** Fine change within the hull, most first; faces without any are rejected. */
  MOTION_BLUR("motion-blur"),
  /** Looking to the picture's left first. */
  FACE_YAW("face-yaw", "yaw"),
  /** Looking up first. */
  FACE_PITCH("face-pitch", "pitch"),
  /** Area of the detector's rectangle in the frame, largest first. */
  FACE_SOURCE_RECT_SIZE("face-source-rect-size", "source-rect-size"),
  /** A chain in which each face is followed by the one of the most similar histograms. */
  HIST("hist"),
  /** Histogram within the hull, least like all others first. */
  HIST_DISSIM("hist-dissim"),
  /** Mean brightness, brightest first. */
  BRIGHTNESS("brightness"),
  /** Mean hue, highest first; colour only. */
  HUE("hue"),
  /** Amount of pure black, least first. */
  BLACK("black"),
  /** Name of the frame that the face was cut from, ascending. */
  ORIGNAME("origname"),
  /** The order stays; all faces of frames that show more than one are rejected. */
  ONEFACE("oneface"),
  /** A chain in which each face is followed by the one with the most similar pixels. */
  ABSDIFF("absdiff"),
  /** A selection over yaw and pitch of sharp faces that differ from each other. */
  FINAL("final"),
  /** The same selection by the size of the source rectangle instead of the sharpness. */
  FINAL_FAST("final-fast");

  private final String option;
  private final List<String> shorter;

  SortMethod(String option, String... shorter) {
    this.option = option;
    this.shorter = List.of(shorter);
  }

  /** The word for it in commands and files. */
  public String option() {
    return option;
  }

  /** Whether it selects a wanted number of faces. */
  public boolean selects() {
    return this == FINAL || this == FINAL_FAST;
  }

  /** All words in the order of this enumeration, without the shorter ones. */
  public static List<String> options() {
    return Arrays.stream(values()).map(SortMethod::option).toList();
  }

  /** Finds a method by one of its words. */
  public static Optional<SortMethod> find(String word) {
    return Arrays.stream(values())
        .filter(method -> method.option.equals(word) || method.shorter.contains(word))
        .findFirst();
  }

  /**
   * Finds a method by one of its words.
   *
   * @throws IllegalArgumentException if there is none of that word
   */
  public static SortMethod parse(String word) {
    return find(word)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "faces are sorted by one of "
                        + String.join(", ", options())
                        + "; got "
                        + word));
  }
}
