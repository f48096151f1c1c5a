package org.saehdbw.processes;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Lets a child process name files in UTF-8 where the environment of this one selects ASCII, as in a
 * container without {@code LANG}. Only the character set changes, except where {@code LC_ALL}
 * itself selects ASCII, or where a variable names a locale that is not installed: then programs use
 * ASCII for every other value of {@code LC_CTYPE} too.
 */
public final class Utf8Names {
  private static final Set<String> ASCII = Set.of("ANSI_X3.4-1968", "US-ASCII", "ASCII", "646");
  private static final Set<String> BUILT_IN = Set.of("", "C", "POSIX", "C.UTF-8", "C.utf8");
  private static final String UTF8 = "C.UTF-8";

  private Utf8Names() {}

  /** Sets the variable in the environment of a child process, if need be. */
  public static void set(Map<String, String> environment) {
    set(environment, System.getProperty("sun.jnu.encoding", ""));
  }

  static void set(Map<String, String> environment, String encodingOfNames) {
    if (ASCII.contains(encodingOfNames.toUpperCase(Locale.ROOT))) {
      boolean all =
          !environment.getOrDefault("LC_ALL", "").isEmpty()
              || environment.entrySet().stream().anyMatch(Utf8Names::isNotInstalled);
      environment.put(all ? "LC_ALL" : "LC_CTYPE", UTF8);
    }
  }

  /** A locale with a name of its own does not select ASCII, unless it is not installed. */
  private static boolean isNotInstalled(Map.Entry<String, String> variable) {
    boolean ofLocale = variable.getKey().equals("LANG") || variable.getKey().startsWith("LC_");
    return ofLocale && !BUILT_IN.contains(variable.getValue());
  }
}
