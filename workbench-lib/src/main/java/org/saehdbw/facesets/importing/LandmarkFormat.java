package org.saehdbw.facesets.importing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.pictures.FaceFileException;

/** The text files in which sets of photographs keep their landmarks, one beside each photograph. */
public enum LandmarkFormat {
  /**
   * iBUG's and 300-W's 68 points, {@code name.pts}: a header, then {@code x y} lines in braces. The
   * format counts pixels from 1; we count from 0, so 1 is taken off.
   */
  PTS("pts") {
    @Override
    Landmarks parse(List<String> lines, String name) throws FaceFileException {
      int first = lines.indexOf("{") + 1;
      int end = lines.indexOf("}");
      if (first == 0 || end < first) {
        throw new FaceFileException(name + " must have its points between braces, and has none");
      }
      double[] xy = points(lines, first, end - first, Landmarks.COUNT, "the 68 of iBUG", name);
      for (int i = 0; i < xy.length; i++) {
        xy[i]--;
      }
      return Landmarks.of(xy);
    }
  },

  /**
   * The 189 points of the Face Research Lab London set, {@code name.tem}: a line with their count,
   * {@code x y} lines counted from 0, then lines that connect them, which are not needed.
   */
  TEM("tem") {
    @Override
    Landmarks parse(List<String> lines, String name) throws FaceFileException {
      int count = lines.isEmpty() || !lines.get(0).matches("\\d{1,6}") ? -1 : count(lines);
      if (count < 0) {
        throw new FaceFileException(name + " must begin with its count of points");
      }
      String wanted = "the 189 of the London set's template";
      return LondonTemplate.toLandmarks(
          points(lines, 1, count, LondonTemplate.POINTS, wanted, name));
    }

    private int count(List<String> lines) {
      return Integer.parseInt(lines.get(0));
    }
  };

  private static final long MAX_BYTES = 1 << 20;

  private final String ending;

  LandmarkFormat(String ending) {
    this.ending = ending;
  }

  /** The files' ending without its dot, which is also the format's name in settings. */
  public String ending() {
    return ending;
  }

  /**
   * Finds a format by its name.
   *
   * @throws IllegalArgumentException if there is no such format
   */
  public static LandmarkFormat parse(String name) {
    for (LandmarkFormat format : values()) {
      if (format.ending.equals(name.toLowerCase(Locale.ROOT))) {
        return format;
      }
    }
    throw new IllegalArgumentException("landmarks must be one of pts, tem; got " + name);
  }

  /**
   * Reads the 68 points of a photograph, in its pixels counted from 0.
   *
   * @throws FaceFileException if the file cannot be read or holds other points
   */
  public Landmarks read(Path file) throws FaceFileException {
    String name = String.valueOf(file.getFileName());
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new FaceFileException(name + " is too long for a landmark file");
      }
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      return parse(text.lines().map(String::strip).toList(), name);
    } catch (IOException e) {
      throw new FaceFileException(name + " cannot be read: " + e, e);
    }
  }

  abstract Landmarks parse(List<String> lines, String name) throws FaceFileException;

  private static double[] points(
      List<String> lines, int first, int count, int wanted, String what, String name)
      throws FaceFileException {
    if (count != wanted) {
      throw new FaceFileException(
          name + " has " + count + " points, another template than " + what);
    }
    if (lines.size() < first + count) {
      throw new FaceFileException(
          name + " ends after " + Math.max(0, lines.size() - first) + " of its points");
    }
    double[] xy = new double[2 * count];
    for (int i = 0; i < count; i++) {
      String[] parts = lines.get(first + i).split("\\s+", -1);
      try {
        xy[2 * i] = finite(parts[0]);
        xy[2 * i + 1] = finite(parts[1]);
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw new FaceFileException(name + " must have two numbers in line " + (first + i + 1), e);
      }
    }
    return xy;
  }

  private static double finite(String number) {
    double value = Double.parseDouble(number);
    if (!Double.isFinite(value)) {
      throw new NumberFormatException("not finite");
    }
    return value;
  }
}
