package org.saehdbw.experiments.compare.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.saehdbw.architectures.ModelSpec;

/** One way to train the same model on the same faces. */
public enum Arm {
  /** A colour model on colour files: what the others are compared with. */
  COLOUR(3, false, "colour model, colour files"),
  /** A gray model on gray files. */
  GRAY_FILES(1, true, "gray model, gray files"),
  /** A gray model on colour files, which the loader turns gray. */
  GRAY_CONVERTED(1, false, "gray model, colour files turned gray while loading"),
  /** A colour model on gray files, each repeated over its three channels. */
  COLOUR_OF_GRAY(3, true, "colour model, gray files three times over");

  private final int channels;
  private final boolean grayFaces;
  private final String help;

  Arm(int channels, boolean grayFaces, String help) {
    this.channels = channels;
    this.grayFaces = grayFaces;
    this.help = help;
  }

  /** Channels of the model: 1 or 3. */
  public int channels() {
    return channels;
  }

  /** Whether it reads gray files. */
  public boolean grayFaces() {
    return grayFaces;
  }

  /** What it is, in words. */
  public String help() {
    return help;
  }

  /** The arm's model. */
  public ModelSpec model(ModelSpec of) {
    return new ModelSpec(
        of.family(),
        of.options(),
        of.resolution(),
        of.aeDims(),
        of.eDims(),
        of.dDims(),
        of.dMaskDims(),
        channels);
  }

  /** The name in settings, tables and charts, such as {@code gray-files}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All names. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Arm::text).toList();
  }

  /**
   * Reads a name.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Arm parse(String text) {
    return Arrays.stream(values())
        .filter(arm -> arm.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "an arm must be one of " + String.join(", ", names()) + ", got " + text));
  }

  @Override
  public String toString() {
    return text();
  }
}
