package org.saehdbw.faces;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.saehdbw.pictures.FaceFileException;

/**
 * The names that a file out of a pack may have: a plain file's name on every system that people
 * unpack on, so that none leads out of the folder.
 */
public final class PackedName {
  private static final int MAX_BYTES = 255;
  private static final int MAX_SHOWN = 100;
  private static final String RESERVED_LETTERS = "<>:\"/\\|?*";
  private static final List<String> DEVICES = List.of("con", "prn", "aux", "nul");

  private PackedName() {}

  /**
   * Refuses a name that is not a plain file's.
   *
   * @param what whose name it is, for the message
   * @throws FaceFileException if it is refused; the message says why
   */
  public static String require(String what, String name) throws FaceFileException {
    String why = problem(name);
    if (!why.isEmpty()) {
      throw new FaceFileException(what + " is called \"" + shown(name) + "\", " + why);
    }
    return name;
  }

  /** Text out of a file as a message may show it: one line, not longer than 100 letters. */
  public static String shown(String text) {
    String cut = text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "..." : text;
    return cut.replaceAll("\\p{Cntrl}|[\\x{2028}\\x{2029}\\x{202A}-\\x{202E}]", "?");
  }

  private static String problem(String name) {
    if (name.isBlank() || name.equals(".") || name.equals("..")) {
      return "which names no file";
    }
    for (int i = 0; i < name.length(); i++) {
      char letter = name.charAt(i);
      if (letter < ' ' || letter == '\u007f') {
        return String.format(
            Locale.ROOT, "which has the control character %02x in it", (int) letter);
      }
      if (RESERVED_LETTERS.indexOf(letter) >= 0) {
        return "which has the letter " + letter + " in it, that file names must not have";
      }
    }
    if (name.endsWith(".") || name.endsWith(" ")) {
      return "which ends in a full stop or a space, that Windows takes away";
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      return "which is longer than " + MAX_BYTES + " bytes";
    }
    return isDevice(name) ? "which names a device of Windows" : "";
  }

  private static boolean isDevice(String name) {
    String stem = name.toLowerCase(Locale.ROOT);
    stem = stem.contains(".") ? stem.substring(0, stem.indexOf('.')) : stem;
    stem = stem.strip();
    return DEVICES.contains(stem) || stem.matches("(com|lpt)[1-9\u00b9\u00b2\u00b3]");
  }
}
