package org.saehdbw.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Options that had another name once. Both names are understood; the help shows the present one,
 * which means the same in all commands.
 */
final class OldWords {
  private static final Map<String, String> PAPER = Map.of("--gray", "--gray-print");
  private static final Map<String, String> MODEL = Map.of("--name", "--model");
  private static final Map<String, String> COUNT = Map.of("--faces", "--count");

  /** Present names by old ones, for each command. */
  private static final Map<String, Map<String, String>> RENAMED =
      Map.ofEntries(
          Map.entry("faceset report", Map.of("--size", "--resolution", "--gray", "--gray-print")),
          Map.entry("model import", Map.of("--name", "--model", "--preview", "--preview-sample")),
          Map.entry("model info", MODEL),
          Map.entry("model export", MODEL),
          Map.entry("runs show", PAPER),
          Map.entry("runs compare", PAPER),
          Map.entry("sweep", PAPER),
          Map.entry("compare", PAPER),
          Map.entry("bench facesets", COUNT),
          Map.entry("bench loader", COUNT),
          Map.entry("bench resize", COUNT),
          Map.entry("bench reading", Map.of("--runs", "--count")),
          Map.entry("bench meters", Map.of("--steps", "--iterations")));

  private OldWords() {}

  /** Returns the arguments of the program with present names of options. */
  static String[] replaced(String... args) {
    Map<String, String> names = names(args);
    List<String> words = new ArrayList<>(Arrays.asList(args));
    int end = words.indexOf("--");
    for (int i = 0; i < (end < 0 ? words.size() : end); i++) {
      String word = words.get(i);
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      if (names.containsKey(name)) {
        words.set(i, names.get(name) + word.substring(name.length()));
      }
    }
    return words.toArray(String[]::new);
  }

  private static Map<String, String> names(String... args) {
    List<String> commands =
        Arrays.stream(args).filter(word -> !word.startsWith("-")).limit(2).toList();
    return RENAMED.getOrDefault(
        String.join(" ", commands),
        commands.isEmpty() ? Map.of() : RENAMED.getOrDefault(commands.get(0), Map.of()));
  }
}
