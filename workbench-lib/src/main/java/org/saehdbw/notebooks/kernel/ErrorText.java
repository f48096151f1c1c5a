package org.saehdbw.notebooks.kernel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.saehdbw.settings.NearestWord;

/**
 * The text of a cell's error. A mistake in what a cell asks for is one line, and where in the
 * library it was found is folded; a class that is not imported is named with its import.
 *
 * @param text what is shown
 * @param folded the stack trace, empty where it is shown
 */
record ErrorText(String text, String folded) {
  private static final Pattern TRACE =
      Pattern.compile(
          "\\A([\\w.$]+)(: [^\\n]*)?((?:\\n(?!\\tat )[^\\n]*)*)\\n(\\tat [\\s\\S]*)\\z");
  private static final Pattern OURS = Pattern.compile("\\tat org\\.saehdbw\\.[\\s\\S]*");
  private static final Pattern MISTAKE =
      Pattern.compile(
          "org\\.saehdbw\\.[\\w.]*Exception|java\\.lang\\.IllegalArgumentException"
              + "|java\\.io\\.(FileNotFound|UncheckedIO)?(IO)?Exception"
              + "|java\\.nio\\.file\\.\\w+Exception");
  private static final Pattern UNKNOWN =
      Pattern.compile("symbol:\\s+(?:class|variable)\\s+([A-Z]\\w*)");
  private static final int MOST = 5;

  /** Takes a stack trace; any other text stays as it is. */
  static ErrorText of(String trace) {
    Matcher parts = TRACE.matcher(trace.stripTrailing());
    if (!parts.matches()
        || parts.group(2) == null
        || !MISTAKE.matcher(parts.group(1)).matches()
        || !OURS.matcher(parts.group(4)).lookingAt()) {
      return new ErrorText(trace, "");
    }
    String name = parts.group(1).substring(parts.group(1).lastIndexOf('.') + 1);
    return new ErrorText(name + parts.group(2) + parts.group(3), trace.stripTrailing());
  }

  /** Returns the class that a compiler's message does not know, if that is what it says. */
  static Optional<String> unknownClass(String message) {
    Matcher found = UNKNOWN.matcher(message);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  /**
   * Returns what may be meant by an unknown class: imports, ours first, or the nearest name of
   * those that need none.
   *
   * @param imports full names of classes of this name
   * @param known full names of classes that are imported
   */
  static List<String> advice(
      String name, Function<String, List<String>> imports, Collection<String> known) {
    List<String> found =
        imports.apply(name).stream()
            .filter(full -> !full.startsWith("sun.") && !full.startsWith("com.sun."))
            .filter(full -> !full.startsWith("jdk.") && !full.contains(".shade."))
            .sorted(Comparator.comparing((String full) -> rank(full)).thenComparing(full -> full))
            .limit(MOST)
            .toList();
    List<String> lines = new ArrayList<>();
    found.forEach(full -> lines.add("  to import it: import " + full + ";"));
    if (lines.isEmpty()) {
      List<String> simple =
          known.stream().map(full -> full.substring(full.lastIndexOf('.') + 1)).toList();
      lines.add("  no class of this name was found; nearest is " + NearestWord.to(name, simple));
    }
    return List.copyOf(lines);
  }

  private static int rank(String full) {
    return full.startsWith("org.saehdbw.") ? 0 : full.startsWith("java.") ? 1 : 2;
  }
}
