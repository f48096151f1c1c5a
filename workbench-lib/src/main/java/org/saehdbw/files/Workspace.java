package org.saehdbw.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where this program keeps its files: the checkout that {@code ./workbench} names, or the user's.
 */
public final class Workspace {
  private static final String HOME = "workbench.home";
  private static final String PROGRAM = "saehdbw-workbench";
  private static final String DJL = "DJL_CACHE_DIR";

  private Workspace() {}

  /** Returns the checkout; the working folder where the library is used without its entry point. */
  public static Path home() {
    return Path.of(System.getProperty(HOME, ""));
  }

  /**
   * Returns a folder for files that can be made again: in the checkout; without one in the system's
   * folder for caches (XDG_CACHE_HOME, LOCALAPPDATA or ~/.cache); and where the system does not
   * know this user, in the folder for temporary files.
   *
   * @param name of the cache
   */
  public static Path cache(String name) {
    return cache(name, System.getenv());
  }

  static Path cache(String name, Map<String, String> environment) {
    if (isCheckout()) {
      return home().resolve(".workbench").resolve("cache").resolve(name);
    }
    for (String variable : new String[] {"XDG_CACHE_HOME", "LOCALAPPDATA"}) {
      String value = environment.getOrDefault(variable, "");
      if (!value.isBlank()) {
        return Path.of(value, PROGRAM, name);
      }
    }
    return knowsUser()
        ? Path.of(System.getProperty("user.home"), ".cache", PROGRAM, name)
        : Path.of(System.getProperty("java.io.tmpdir", ""), PROGRAM, name);
  }

  /** Whether the entry point of a checkout started this process. */
  public static boolean isCheckout() {
    return !System.getProperty(HOME, "").isEmpty();
  }

  /**
   * Tells libraries where to unpack what they bring, if nothing else does. Must run before they are
   * loaded. In a program without the entry point they keep to their own places in the home
   * directory, if there is one.
   */
  public static void directLibraries() {
    if (!isCheckout() && knowsUser()) {
      return;
    }
    Map<String, String> folders =
        Map.of("org.bytedeco.javacpp.cachedir", "javacpp", "jna.tmpdir", "jna", DJL, "djl");
    folders.forEach(
        (property, name) -> {
          boolean said = System.getProperty(property) != null || System.getenv(property) != null;
          if (!said) {
            System.setProperty(property, cache(name).toString());
          }
        });
  }

  /** Java gives "?" for the home directory of a user that the system does not know. */
  private static boolean knowsUser() {
    String home = System.getProperty("user.home", "");
    return !home.isBlank() && !home.equals("?") && Files.isDirectory(Path.of(home));
  }
}
