package org.saehdbw.cli;

import java.util.List;
import java.util.stream.Collectors;

/** Words of a command as a line that can be pasted into a shell. */
final class ShellWords {
  private ShellWords() {}

  static String of(List<String> words) {
    return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:,=+@%~-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
