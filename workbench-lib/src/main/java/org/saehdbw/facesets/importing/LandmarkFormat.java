package org.saehdbw.facesets.importing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.files.FileOperationException;
import org.saehdbw.pictures.FaceFileException;

/**
 * The text files in which sets of photographs keep their landmarks, one beside each photograph. The
 * ending says which files are read. All but {@link #TEM} hold 68 points in one of the forms of
 * {@link LandmarkText}; the form is found from the content.
 */
public enum LandmarkFormat {
  /** {@code name.pts}: iBUG's and 300-W's files in braces, or a plain list. */
  PTS("pts"),

  /** {@code name.txt}: a plain list of points. */
  TXT("txt"),

  /** {@code name.csv}: a table of points, with or without a header. */
  CSV("csv"),

  /** {@code name.json}: a JSON list of points. */
  JSON("json"),

  /**
   * The 189 points of the Face Research Lab London set, {@code name.tem}: a line with their count,
   * {@code x y} lines counted from 0, then lines that connect them, which are not needed.
   */
  TEM("tem") {
    @Override
    Landmarks parse(String text, String name) throws FaceFileException {
      return LondonTemplate.parse(text.lines().map(String::strip).toList(), name);
    }
  };

  private static final long MAX_BYTES = 1 << 20;
  private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

  private final String ending;

  LandmarkFormat(String ending) {
    this.ending = ending;
  }

  /** The files' ending without its dot, which is also the format's name in settings. */
  public String ending() {
    return ending;
  }

  /** The names of all formats, as a list for messages. */
  public static String names() {
    return Stream.of(values()).map(LandmarkFormat::ending).collect(Collectors.joining(", "));
  }

  /**
   * Finds a format by its name.
   *
   * @throws IllegalArgumentException if the name is unknown
   */
  public static LandmarkFormat parse(String name) {
    for (LandmarkFormat format : values()) {
      if (format.ending.equals(name.toLowerCase(Locale.ROOT))) {
        return format;
      }
    }
    throw new IllegalArgumentException("landmarks must be one of " + names() + "; got " + name);
  }

  /**
   * Reads the 68 points of a photograph, in its pixels counted from 0.
   *
   * @throws FaceFileException if the file cannot be read, holds other points, or its form is not
   *     certain; the message begins with the file's name
   */
  public Landmarks read(Path file) throws FaceFileException {
    String name = String.valueOf(file.getFileName());
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new FaceFileException(name + " is too long for a landmark file");
      }
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      if (text.indexOf('\0') >= 0) {
        throw new FaceFileException(name + " is not text in UTF-8 or ASCII; save it as UTF-8");
      }
      return parse(
          text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text, name);
    } catch (IOException e) {
      throw new FaceFileException(name + " cannot be read: " + FileOperationException.reason(e), e);
    }
  }

  Landmarks parse(String text, String name) throws FaceFileException {
    return LandmarkText.parse(text, name);
  }

  /** The files beside a photograph that may hold its points, by the ending in either case. */
  List<String> fileNames(String stem) {
    return List.of(stem + "." + ending, stem + "." + ending.toUpperCase(Locale.ROOT));
  }
}
