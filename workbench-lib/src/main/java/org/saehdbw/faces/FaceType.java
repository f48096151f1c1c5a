package org.saehdbw.faces;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.saehdbw.pictures.FaceFileException;

/**
 * How much of a head an aligned face shows, with DeepFaceLab's names, ids and paddings. A larger id
 * covers more.
 */
public enum FaceType {
  HALF("half_face", "h", 0, 0.0, true),
  MID_FULL("midfull_face", "mf", 1, 0.0675, true),
  FULL("full_face", "f", 2, 0.2109375, true),
  FULL_NO_ALIGN("full_face_no_align", "", 3, 0.2109375, false),
  WHOLE("whole_face", "wf", 4, 0.40, true),
  HEAD("head", "head", 10, 0.70, true),
  HEAD_NO_ALIGN("head_no_align", "", 20, 0.70, false),
  MARK_ONLY("mark_only", "", 100, 0.0, false);

  private final String fileName;
  private final String option;
  private final int id;
  private final double padding;
  private final boolean aligned;

  FaceType(String fileName, String option, int id, double padding, boolean aligned) {
    this.fileName = fileName;
    this.option = option;
    this.id = id;
    this.padding = padding;
    this.aligned = aligned;
  }

  /** The name in files, such as {@code whole_face}. */
  public String fileName() {
    return fileName;
  }

  /** The short name in settings, such as {@code wf}; empty for types that no model takes. */
  public String option() {
    return option;
  }

  /** DeepFaceLab's number; it grows with coverage. */
  public int id() {
    return id;
  }

  /** The padding around the template, as a part of its side. */
  public double padding() {
    return padding;
  }

  /** Whether the crop turns with the face; if not, it is an upright square. */
  public boolean aligned() {
    return aligned;
  }

  /**
   * Finds a type by DeepFaceLab's number.
   *
   * @throws FaceFileException if there is no such type
   */
  public static FaceType ofId(long id) throws FaceFileException {
    for (FaceType type : values()) {
      if (type.id == id) {
        return type;
      }
    }
    throw new FaceFileException("no face type has the number " + id);
  }

  /**
   * Finds a type by its name in files or its short name, in any letter case.
   *
   * @throws IllegalArgumentException if there is no such type
   */
  public static FaceType parse(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    for (FaceType type : values()) {
      if (type.fileName.equals(wanted) || (!type.option.isEmpty() && type.option.equals(wanted))) {
        return type;
      }
    }
    String allowed =
        Arrays.stream(values())
            .map(t -> t.option.isEmpty() ? t.fileName : t.option + " (" + t.fileName + ")")
            .collect(Collectors.joining(", "));
    throw new IllegalArgumentException(
        "face type must be one of " + allowed + "; got " + PackedName.shown(name));
  }
}
